package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Once a second a request thread waits 100 ms for an {@code @Async} method: under a hundredth of the request threads' time, far
 * from what is worth a word.
 *
 * @shows a request thread that waits for an @Async method now and then: not pretty, not worth a finding
 * @expect silent
 */
@Scenario(name = "async-get", path = "/async-get", rate = 1, seconds = 12)
class AsyncGet {

    private final Mailer mailer;

    AsyncGet(Mailer mailer) {
        this.mailer = mailer;
    }

    @GetMapping("/async-get")
    String mail() {
        return mailer.mail().join();
    }

    @Component
    static class Mailer {

        private final PriceClient prices;

        Mailer(PriceClient prices) {
            this.prices = prices;
        }

        @Async("mails")
        CompletableFuture<String> mail() {
            return CompletableFuture.completedFuture(prices.readPrice(100));
        }
    }

    @Configuration
    static class Pools {

        @Bean
        ThreadPoolTaskExecutor mails() {
            ThreadPoolTaskExecutor mails = new ThreadPoolTaskExecutor();
            mails.setThreadNamePrefix("mails-");
            mails.setCorePoolSize(4);
            mails.setDaemon(true);
            return mails;
        }
    }
}
