package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that runs on for nobody, and promises that are misused; beside them what looks the same and is well. */
public final class GivenUp {

    private static final CountDownLatch END = new CountDownLatch(1);

    private GivenUp() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Lifeline.say("up");
        call(Lifeline::awaitGo);
        again();
        Threads.start("polls", GivenUp::polled);
        Threads.start("waits", GivenUp::wanted);
        Threads.start("cancels", GivenUp::cancelled);
        late();
        timedOut();
        limited();
        Lifeline.moment("ill");
        Lifeline.stay();
    }

    /** Six callers give up after 50 ms; each task stays for minutes. */
    private static void timedOut() throws Exception {
        ExecutorService quotes = Executors.newFixedThreadPool(8, Threads.named("quotes"));
        for (int i = 0; i < 6; i++) {
            Future<?> quote = quotes.submit(() -> call(END::await));
            try {
                quote.get(50, TimeUnit.MILLISECONDS); // mark: timed-out
            } catch (TimeoutException e) {
                continue;
            }
            throw new IllegalStateException("was in time");
        }
    }

    /** Chains with a time limit that ends the last stage, not the work. */
    private static void limited() {
        ExecutorService prices = Executors.newFixedThreadPool(8, Threads.named("prices"));
        for (int i = 0; i < 6; i++) {
            CompletableFuture.runAsync(() -> call(END::await), prices) // mark: limited
                    .thenApply(done -> 1)
                    .orTimeout(50, TimeUnit.MILLISECONDS)
                    .exceptionally(thrown -> 0);
            // Where each was submitted is to be seen, also by a sampler that a busy machine keeps waiting.
            call(() -> Thread.sleep(250));
        }
    }

    /** A wait with a limit that is taken up again is no wait that was given up. */
    private static void polled() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4, Threads.named("polled"));
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(pool.submit(() -> call(END::await)));
        }
        while (true) {
            for (Future<?> each : all) {
                try {
                    each.get(30, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
        }
    }

    /** One gives up, but another one wants the outcome: a thread that waits, or a stage that goes on with it. */
    private static void wanted() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(12, Threads.named("wanted"));
        for (int i = 0; i < 6; i++) {
            Future<?> task = pool.submit(() -> call(END::await));
            Threads.start("waiter-" + i, task::get);
            CompletableFuture<Void> stage = CompletableFuture.runAsync(() -> call(END::await), pool);
            stage.thenRun(() -> Lifeline.say("done"));
            for (Future<?> each : List.of(task, stage)) {
                try {
                    each.get(20, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
        }
    }

    /** Tasks that end when they are cancelled, and a periodic one that is cancelled while it runs. */
    private static void cancelled() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("obedient"));
        for (int i = 0; i < 10; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> task = pool.submit(() -> {
                begun.countDown();
                try {
                    END.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            begun.await();
            task.cancel(true);
        }
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, Threads.named("periodic"));
        CountDownLatch ticks = new CountDownLatch(1);
        ScheduledFuture<?> tick = clock.scheduleAtFixedRate(
                () -> {
                    ticks.countDown();
                    call(END::await);
                },
                0,
                1,
                TimeUnit.SECONDS);
        ticks.await();
        tick.cancel(false);
    }

    /** One place completes every future a second time; another one does so now and then. */
    private static void late() {
        for (int i = 0; i < 150; i++) {
            CompletableFuture<Integer> promise = new CompletableFuture<>();
            promise.complete(i);
            promise.complete(-i); // mark: late
            if (i % 10 == 0) {
                promise.complete(0); // mark: now-and-then
            }
        }
    }

    /** A task that has run is submitted once more. */
    private static void again() throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(1, Threads.named("once"));
        FutureTask<Integer> task = new FutureTask<>(() -> 1);
        pool.execute(task);
        task.get();
        pool.execute(task); // mark: again
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
