package io.poolscope.tests.program;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pools that do not look like one: wrapped by libraries that measure them or carry a context, subclassed, or with thread
 * factories that wrap what a thread runs. Their tasks return at once ({@code healthy}), or wait ({@code sick}).
 */
public final class Wrapped {

    private Wrapped() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        boolean sick = args[0].equals("sick");
        for (ExecutorService pool : List.of(
                ExecutorServiceMetrics.monitor(new SimpleMeterRegistry(), plain("timed"), "timed"),
                ContextExecutorService.wrap(
                        plain("context"),
                        ContextSnapshotFactory.builder()
                                .contextRegistry(new ContextRegistry())
                                .build()::captureAll),
                Context.taskWrapping(plain("traced")),
                Executors.unconfigurableExecutorService(plain("sealed")),
                new Measured("measured"),
                Executors.newFixedThreadPool(2, twice(Threads.named("twice"))),
                Executors.newFixedThreadPool(2, Subclass::new))) {
            Load.of(2, pool, () -> {
                if (sick) {
                    Slow.answer().join(); // mark: wrapped
                }
            });
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static ExecutorService plain(String name) {
        return Executors.newFixedThreadPool(2, Threads.named(name));
    }

    /** Each layer does something before and after. */
    private static ThreadFactory twice(ThreadFactory inner) {
        return body -> {
            Runnable once = () -> {
                Thread.currentThread().setContextClassLoader(Wrapped.class.getClassLoader());
                body.run();
            };
            return inner.newThread(() -> {
                once.run();
                Thread.currentThread().setContextClassLoader(null);
            });
        };
    }

    /** Keeps what it runs to itself. */
    private static final class Subclass extends Thread {
        private static final AtomicInteger NUMBER = new AtomicInteger();
        private final Runnable body;

        Subclass(Runnable body) {
            super("subclass-" + NUMBER.incrementAndGet());
            this.body = body;
            setDaemon(true);
        }

        @Override
        public void run() {
            body.run();
        }
    }

    /** Looks at its tasks, and wraps the futures that it makes. */
    private static final class Measured extends ThreadPoolExecutor {
        private volatile long begun;

        Measured(String name) {
            super(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named(name));
        }

        @Override
        public void execute(Runnable task) {
            super.execute(() -> {
                begun = System.nanoTime();
                task.run();
            });
        }

        @Override
        protected void afterExecute(Runnable task, @org.jspecify.annotations.Nullable Throwable failure) {
            super.afterExecute(task, failure);
            if (System.nanoTime() < begun) {
                throw new IllegalStateException("time went back");
            }
        }
    }
}
