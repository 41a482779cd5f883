package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Incident 7, SELF: a method with {@code @Async} calls another one and waits for its future, both on one executor of 5 to 10
 * threads with a queue of 25. poolscope must say that the five wait for what is queued behind them, and that the executor
 * does not grow, because its queue is not full.
 */
public final class AsyncCallsAsync {

    private static final int CORE = 5;
    private static final CountDownLatch INSIDE = new CountDownLatch(CORE);

    private AsyncCallsAsync() {}

    /** The inner method. */
    public interface Prices {
        /** On a thread of the executor. */
        @Async
        Future<String> price();
    }

    /** The outer method. */
    public interface Orders {
        /** On a thread of the executor. */
        @Async
        Future<String> order() throws ExecutionException, InterruptedException;
    }

    /** Would answer at once. */
    public static final class QuickPrices implements Prices {
        @Override
        public Future<String> price() {
            return CompletableFuture.completedFuture("12.00");
        }
    }

    /** Asks for a price, and waits. */
    public static final class PricedOrders implements Orders {
        private final Prices prices;

        PricedOrders(Prices prices) {
            this.prices = prices;
        }

        @Override
        public Future<String> order() throws ExecutionException, InterruptedException {
            INSIDE.countDown();
            Threads.await(INSIDE);
            String price = prices.price().get(); // mark: order
            return CompletableFuture.completedFuture("for " + price);
        }
    }

    /** The beans. */
    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    public static class Beans {
        @Bean
        ThreadPoolTaskExecutor taskExecutor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(CORE);
            executor.setMaxPoolSize(2 * CORE);
            executor.setQueueCapacity(25);
            executor.setDaemon(true);
            return executor;
        }

        @Bean
        Prices prices() {
            return new QuickPrices();
        }

        @Bean
        Orders orders(Prices prices) {
            return new PricedOrders(prices);
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class);
        Orders orders = context.getBean(Orders.class);
        for (int i = 0; i < CORE; i++) {
            orders.order();
        }
        ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
        while (executor.getQueueSize() < CORE) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
