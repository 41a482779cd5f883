package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * 9, DROWN, spring-projects/spring-framework#36160: a method with {@code @Async} returns the future of a reactive call, and
 * Spring calls {@code get()} on it, on the executor's thread, which waits while the work is done on a thread of Reactor's.
 *
 * <p>poolscope must say how much of the executor's time is lost in that {@code get()}, whose task waits there, and for whom; it
 * must not speak of a deadlock.
 */
public final class AsyncAwaitsReactive {

    private static final Scheduler HTTP = Schedulers.newSingle("reactor-http", true);

    private AsyncAwaitsReactive() {}

    /** What {@code @Async} proxies. */
    public interface Quotes {
        /** Asks for one. */
        @Async("quotes")
        CompletableFuture<Integer> quote();
    }

    /** Asks in a reactive way. */
    public static class RemoteQuotes implements Quotes {
        @Override
        public CompletableFuture<Integer> quote() {
            return Mono.just(12).delayElement(Duration.ofMillis(400), HTTP).toFuture();
        }
    }

    /** The beans. */
    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    public static class Beans {
        @Bean
        ThreadPoolTaskExecutor quotes() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(8);
            executor.setThreadNamePrefix("quotes-");
            executor.setDaemon(true);
            return executor;
        }

        @Bean
        Quotes remote() {
            return new RemoteQuotes();
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Quotes quotes = new AnnotationConfigApplicationContext(Beans.class).getBean(Quotes.class);
        for (int i = 0; i < 6; i++) {
            Threads.start("user-" + i, () -> {
                while (true) {
                    quotes.quote().join(); // mark: caller
                    Thread.sleep(5);
                }
            });
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
