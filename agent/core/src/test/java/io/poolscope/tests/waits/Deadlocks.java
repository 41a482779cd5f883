package io.poolscope.tests.waits;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** An application whose tasks wait for other tasks, in ways that end and in ways that do not. */
public final class Deadlocks {
    /** Never counted down but at the end of a test. */
    public final CountDownLatch never = new CountDownLatch(1);

    public static void quietly(Callable<?> body) {
        try {
            body.call();
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A task that waits for a task that it submits to another, or the same, pool. */
    public static void submitAndGet(
            ExecutorService outer, Callable<?> before, ExecutorService inner, Callable<?> work) {
        outer.execute(() -> quietly(() -> {
            before.call();
            return inner.submit(work).get();
        }));
    }

    public static void submitAndGetTimed(ExecutorService pool) {
        pool.execute(() -> quietly(() -> pool.submit(() -> "inner").get(1, TimeUnit.HOURS)));
    }

    public static void supplyAndJoin(ExecutorService pool) {
        pool.execute(() -> CompletableFuture.supplyAsync(() -> "inner", pool).join());
    }

    public static void chainAndJoin(ExecutorService pool) {
        pool.execute(() -> CompletableFuture.supplyAsync(() -> "inner", pool)
                .thenApply(s -> s + "!")
                .thenCompose(s -> CompletableFuture.supplyAsync(() -> s, pool))
                .join());
    }

    public static void allOfAndJoin(ExecutorService pool) {
        pool.execute(() -> CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> {}, pool),
                        CompletableFuture.runAsync(() -> {}, pool),
                        new CompletableFuture<String>())
                .join());
    }

    public static void anyOfAndJoin(ExecutorService pool, CompletableFuture<String> other) {
        pool.execute(() -> CompletableFuture.anyOf(CompletableFuture.supplyAsync(() -> "inner", pool), other)
                .join());
    }

    public static void combineAndJoin(ExecutorService pool, CompletableFuture<String> other) {
        pool.execute(() -> CompletableFuture.supplyAsync(() -> "inner", pool)
                .thenCombine(other, String::concat)
                .join());
    }

    public static void eitherAndJoin(ExecutorService pool, CompletableFuture<String> other) {
        pool.execute(() -> CompletableFuture.supplyAsync(() -> "inner", pool)
                .applyToEither(other, s -> s)
                .join());
    }

    public static void joinWithLimit(ExecutorService pool) {
        pool.execute(() -> CompletableFuture.supplyAsync(() -> "inner", pool)
                .orTimeout(1, TimeUnit.HOURS)
                .join());
    }

    public static void thenAsyncAndJoin(ExecutorService pool) {
        pool.execute(() -> CompletableFuture.completedFuture("done")
                .thenApplyAsync(s -> s + "!", pool)
                .join());
    }

    public static void invokeAll(ExecutorService pool) {
        pool.execute(() -> quietly(() -> pool.invokeAll(List.of(() -> "a", () -> "b"))));
    }

    public static void takeFromService(ExecutorService pool) {
        pool.execute(() -> quietly(() -> {
            CompletionService<String> service = new ExecutorCompletionService<>(pool);
            service.submit(() -> "inner");
            return service.take();
        }));
    }

    public static void getFromService(ExecutorService pool) {
        pool.execute(() -> quietly(() -> new ExecutorCompletionService<String>(pool)
                .submit(() -> "inner")
                .get()));
    }

    public static void joinPromise(Executor pool, CompletableFuture<String> promise) {
        pool.execute(promise::join);
    }

    /** Waits for its own pool with a monitor held, which the others want. */
    public static void waitWithMonitor(ExecutorService pool, Object lock, CountDownLatch entered) {
        pool.execute(() -> quietly(() -> {
            synchronized (lock) {
                entered.countDown();
                return pool.submit(() -> "inner").get();
            }
        }));
    }

    public static void enterMonitor(ExecutorService pool, Object lock, CountDownLatch entered) {
        pool.execute(() -> quietly(() -> {
            entered.await();
            synchronized (lock) {
                return null;
            }
        }));
    }

    public static void waitWithLock(ExecutorService pool, ReentrantLock lock, CountDownLatch entered) {
        pool.execute(() -> quietly(() -> {
            lock.lockInterruptibly();
            try {
                entered.countDown();
                return pool.submit(() -> "inner").get();
            } finally {
                lock.unlock();
            }
        }));
    }

    public static void enterLock(ExecutorService pool, ReentrantLock lock, CountDownLatch entered) {
        pool.execute(() -> quietly(() -> {
            entered.await();
            lock.lockInterruptibly();
            lock.unlock();
            return null;
        }));
    }
}
