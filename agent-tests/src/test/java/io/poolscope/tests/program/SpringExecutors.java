package io.poolscope.tests.program;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Spring's executors: methods with {@code @Async} and scheduled tasks return at once ({@code healthy}); the methods wait for an
 * answer ({@code async}); or all threads of the scheduler are held ({@code scheduler}). Tasks are decorated.
 */
public final class SpringExecutors {

    private SpringExecutors() {}

    /** What {@code @Async} proxies. */
    public interface Mails {
        /** Sends one. */
        @Async("mails")
        void send(boolean waits);
    }

    /** That, on a thread of its pool. */
    public static class SlowMails implements Mails {
        @Override
        public void send(boolean waits) {
            if (waits) {
                Slow.answer().join(); // mark: async
            }
        }
    }

    /** The beans. */
    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    public static class Beans {
        @Bean
        ThreadPoolTaskExecutor mails() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(4);
            executor.setThreadNamePrefix("mail-");
            executor.setDaemon(true);
            executor.setTaskDecorator(task -> () -> task.run());
            return executor;
        }

        @Bean
        ThreadPoolTaskScheduler jobs() {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setPoolSize(2);
            scheduler.setThreadNamePrefix("job-");
            scheduler.setDaemon(true);
            return scheduler;
        }

        @Bean
        Mails sender() {
            return new SlowMails();
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class);
        Mails mails = context.getBean(Mails.class);
        boolean waits = args[0].equals("async");
        Threads.start("caller", () -> {
            while (true) {
                mails.send(waits);
                Thread.sleep(waits ? 80 : 10);
            }
        });
        ThreadPoolTaskScheduler jobs = context.getBean(ThreadPoolTaskScheduler.class);
        if (args[0].equals("scheduler")) {
            CountDownLatch never = new CountDownLatch(1);
            Threads.Body held = () -> never.await(); // mark: scheduler
            jobs.execute(held::runUnchecked);
            jobs.execute(held::runUnchecked);
        }
        for (int i = 0; i < 3; i++) {
            jobs.scheduleWithFixedDelay(() -> {}, Duration.ofMillis(50));
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
