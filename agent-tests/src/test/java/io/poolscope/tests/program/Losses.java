package io.poolscope.tests.program;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Failures that nobody reads, each in a pool of its own; beside them what looks the same and is well. */
public final class Losses {

    private static final ExecutorService WELL = Executors.newFixedThreadPool(4, Threads.named("well"));

    private Losses() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Lifeline.say("up");
        call(Lifeline::awaitGo);
        Future<?> kept = forgotten();
        dropped();
        periodic();
        Future<?> late = healthy();
        Lifeline.moment("ill");
        // Long after it failed, but before anybody would call it lost.
        Thread.sleep(12_000);
        read(late);
        // After what is lost by its age is told.
        Thread.sleep(24_000);
        Future<?> last = atTheEnd();
        Lifeline.moment("last");
        Lifeline.stay();
        Lifeline.say("kept " + kept.isDone() + last.isDone());
    }

    /** Fails some seconds before the program ends, and is read by nobody. */
    private static Future<?> atTheEnd() {
        ExecutorService last = Executors.newFixedThreadPool(1, Threads.named("last"));
        return last.submit(Losses::fail); // mark: at-the-end
    }

    /** A task that throws; its future is kept and never asked. */
    private static Future<?> forgotten() {
        ExecutorService mail = Executors.newFixedThreadPool(2, Threads.named("mail"));
        Callable<Object> send = () -> {
            throw new IllegalStateException("no such recipient");
        };
        return mail.submit(send); // mark: forgotten
    }

    /** A chain without a handler, dropped; its failure is collected. */
    private static void dropped() {
        ExecutorService audit = Executors.newFixedThreadPool(2, Threads.named("audit"));
        CompletableFuture.supplyAsync(Losses::fail, audit) // mark: dropped
                .thenApply(value -> value)
                .thenAccept(value -> {});
        Threads.start("garbage", () -> {
            while (true) {
                byte[][] garbage = new byte[64][];
                for (int i = 0; i < garbage.length; i++) {
                    garbage[i] = new byte[1 << 20];
                }
                Thread.sleep(50);
            }
        });
    }

    private static Object fail() {
        throw new IllegalArgumentException("no such order");
    }

    /** A periodic task that throws the third time. */
    private static void periodic() {
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, Threads.named("clock"));
        int[] runs = {0};
        clock.scheduleAtFixedRate( // mark: periodic
                () -> {
                    if (++runs[0] == 3) {
                        throw new IllegalStateException("third time");
                    }
                },
                10,
                50,
                TimeUnit.MILLISECONDS);
    }

    /** Failures that somebody reads, in every way there is, and ends that are no failures. */
    private static Future<?> healthy() throws Exception {
        for (int i = 0; i < 20; i++) {
            read(WELL.submit(Losses::fail));
            CompletableFuture.supplyAsync(Losses::fail, WELL).exceptionally(thrown -> null);
            CompletableFuture.supplyAsync(Losses::fail, WELL).thenApply(v -> v).handle((v, thrown) -> v);
            CompletableFuture.supplyAsync(Losses::fail, WELL).whenComplete((v, thrown) -> {});
            CompletableFuture.supplyAsync(Losses::fail, WELL)
                    .exceptionallyCompose(thrown -> CompletableFuture.completedFuture(null));
            cancelled();
            raced();
            all();
        }
        return WELL.submit(Losses::fail);
    }

    private static void cancelled() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> task = WELL.submit(() -> {
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        begun.await();
        task.cancel(true);
    }

    private static void raced() throws Exception {
        WELL.invokeAny(List.of(Losses::fail, () -> {
            Thread.sleep(5);
            return "won";
        }));
        CountDownLatch won = new CountDownLatch(1);
        CompletableFuture<Object> slow = CompletableFuture.supplyAsync(
                () -> {
                    call(won::await);
                    return fail();
                },
                WELL);
        CompletableFuture.anyOf(slow, CompletableFuture.supplyAsync(() -> "won", WELL))
                .join();
        won.countDown();
    }

    private static void all() {
        CompletableFuture<?>[] three = {
            CompletableFuture.supplyAsync(Losses::fail, WELL),
            CompletableFuture.supplyAsync(Losses::fail, WELL),
            CompletableFuture.supplyAsync(Losses::fail, WELL)
        };
        CompletableFuture.allOf(three).exceptionally(thrown -> null).join();
    }

    private static void read(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException expected) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
