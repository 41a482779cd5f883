package io.poolscope.tests.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Cancellation, interruption and time limits, on workers, while tasks begin and end. */
final class Cancellations {

    private static final int TASKS = 200;

    private Cancellations() {}

    static void addTo(Map<String, Callable<?>> trials) {
        trials.put("cancel against run", Cancellations::storm);
        trials.put("interrupts stay with their task", Cancellations::interruptsStay);
        trials.put("an interrupted wait for a task", () -> interrupted(false));
        trials.put("an interrupted wait for a stage", () -> interrupted(true));
        trials.put("an interrupt before the wait", Cancellations::interruptedBefore);
        trials.put("join keeps an interrupt", Cancellations::joinKeepsInterrupt);
        trials.put("time limits on workers", Cancellations::limits);
        trials.put("limits of stages", Cancellations::stageLimits);
        trials.put("many wait for one", Cancellations::manyWait);
        trials.put("waits within waits", Cancellations::nested);
    }

    /** A task that says it is cancelled has no result; one that is not has run, and no interrupt of another met it. */
    private static String storm() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3, Trials.threads("stormy"));
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        AtomicReferenceArray<String> begun = new AtomicReferenceArray<>(TASKS);
        int wrong = 0;
        boolean[] cancelled = new boolean[TASKS];
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            FutureTask<Integer> task = new FutureTask<>(() -> {
                begun.set(number, Thread.currentThread().isInterrupted() ? "interrupted" : "begun");
                return number;
            });
            tasks.add(task);
            pool.execute(task);
            if (i > 2) {
                int victim = ThreadLocalRandom.current().nextInt(i - 2, i + 1);
                cancelled[victim] |=
                        tasks.get(victim).cancel(ThreadLocalRandom.current().nextBoolean());
            }
        }
        boolean ended = Trials.ended(pool);
        for (int i = 0; i < TASKS; i++) {
            String expected = cancelled[i] ? "CancellationException" : Integer.toString(i);
            if (!Trials.end(tasks.get(i)).equals(expected) || !cancelled[i] && !"begun".equals(begun.get(i))) {
                wrong++;
            }
        }
        return "wrong " + wrong + ", ended " + ended;
    }

    /** Between two tasks a worker loses an interrupt that was meant for the first. */
    private static String interruptsStay() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1, Trials.threads("one"));
        AtomicInteger stray = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> task = pool.submit(() -> {
                begun.countDown();
                return new FutureTask<>(() -> "never runs").get();
            });
            Future<?> next = pool.submit(() -> {
                if (Thread.interrupted()) {
                    stray.incrementAndGet();
                }
            });
            Trials.await(begun);
            task.cancel(true);
            next.get(Trials.SECONDS, TimeUnit.SECONDS);
        }
        return "stray " + stray + ", ended " + Trials.ended(pool);
    }

    private static String interrupted(boolean stage) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1, Trials.threads("interrupted"));
        String all = "";
        for (boolean limited : new boolean[] {false, true}) {
            Future<?> awaited = stage ? new CompletableFuture<String>() : new FutureTask<>(() -> "late");
            Thread[] worker = new Thread[1];
            CountDownLatch begun = new CountDownLatch(1);
            Future<String> wait = pool.submit(() -> {
                worker[0] = Thread.currentThread();
                begun.countDown();
                String end = Trials.end(() -> limited ? awaited.get(Trials.SECONDS, TimeUnit.SECONDS) : awaited.get());
                return end + ", flag " + Thread.interrupted();
            });
            Trials.await(begun);
            Trials.awaitWaiting(worker[0]);
            worker[0].interrupt();
            all += Trials.end(wait) + "; ";
        }
        return all + "ended " + Trials.ended(pool);
    }

    private static String interruptedBefore() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1, Trials.threads("interrupted"));
        List<Future<String>> open = List.of(new CompletableFuture<>(), new FutureTask<>(() -> "late"));
        FutureTask<String> ran = new FutureTask<>(() -> "done");
        ran.run();
        List<Future<String>> done = List.of(CompletableFuture.completedFuture("done"), ran);
        Future<String> all = pool.submit(() -> {
            StringBuilder text = new StringBuilder();
            for (List<Future<String>> each : List.of(open, done)) {
                for (Future<String> future : each) {
                    Thread.currentThread().interrupt();
                    text.append(Trials.end(future::get)).append(Thread.interrupted() ? " kept, " : " taken, ");
                }
            }
            return text.toString();
        });
        return Trials.end(all) + "ended " + Trials.ended(pool);
    }

    private static String joinKeepsInterrupt() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1, Trials.threads("joining"));
        CompletableFuture<String> open = new CompletableFuture<>();
        Thread[] worker = new Thread[1];
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> wait = pool.submit(() -> {
            worker[0] = Thread.currentThread();
            begun.countDown();
            return open.join() + ", flag " + Thread.interrupted();
        });
        Trials.await(begun);
        Trials.awaitWaiting(worker[0]);
        worker[0].interrupt();
        Thread.yield();
        open.complete("joined");
        return Trials.end(wait) + ", ended " + Trials.ended(pool);
    }

    private static String limits() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, Trials.threads("limited"));
        Future<String> all = pool.submit(() -> {
            StringBuilder text = new StringBuilder();
            for (long micros : new long[] {0, 1, 100, 2_000}) {
                CompletableFuture<String> stage = new CompletableFuture<>();
                FutureTask<String> task = new FutureTask<>(() -> "late");
                text.append(Trials.end(() -> stage.get(micros, TimeUnit.MICROSECONDS)))
                        .append(' ')
                        .append(Trials.end(() -> task.get(micros, TimeUnit.MICROSECONDS)))
                        .append(' ');
                stage.complete("late");
                task.run();
                text.append(stage.get(micros, TimeUnit.MICROSECONDS))
                        .append(' ')
                        .append(task.get(micros, TimeUnit.MICROSECONDS))
                        .append("; ");
            }
            return text.toString();
        });
        return Trials.end(all) + "ended " + Trials.ended(pool);
    }

    private static String stageLimits() {
        CompletableFuture<String> limited = new CompletableFuture<String>().orTimeout(1, TimeUnit.MILLISECONDS);
        CompletableFuture<String> replaced =
                new CompletableFuture<String>().completeOnTimeout("instead", 1, TimeUnit.MILLISECONDS);
        CompletableFuture<String> first = new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS);
        first.complete("in time");
        CompletableFuture<String> delayed = CompletableFuture.supplyAsync(
                () -> "later", CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
        return String.join(", ", Trials.end(limited), Trials.end(replaced), Trials.end(first), Trials.end(delayed));
    }

    /** Twenty workers wait for one task and one stage; each of them gets the same. */
    private static String manyWait() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(20, Trials.threads("many"));
        FutureTask<String> task = new FutureTask<>(() -> "task");
        CompletableFuture<String> stage = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(20);
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            boolean odd = i % 2 == 1;
            all.add(pool.submit(() -> {
                begun.countDown();
                return odd ? task.get() + stage.join() : stage.get() + task.get(Trials.SECONDS, TimeUnit.SECONDS);
            }));
        }
        Trials.await(begun);
        task.run();
        stage.complete("stage");
        int right = 0;
        for (int i = 0; i < 20; i++) {
            right += Trials.end(all.get(i)).equals(i % 2 == 1 ? "taskstage" : "stagetask") ? 1 : 0;
        }
        return right + " right, ended " + Trials.ended(pool);
    }

    private static String nested() throws Exception {
        ExecutorService outer = Executors.newFixedThreadPool(2, Trials.threads("outer"));
        ExecutorService inner = Executors.newFixedThreadPool(2, Trials.threads("inner"));
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            all.add(outer.submit(() -> {
                int sum = inner.submit(() -> number).get();
                sum += CompletableFuture.supplyAsync(() -> number, inner)
                        .thenApplyAsync(x -> x + 1, inner)
                        .thenCompose(x -> CompletableFuture.supplyAsync(() -> x + 1, inner))
                        .join();
                return sum + inner.submit(() -> number).get(Trials.SECONDS, TimeUnit.SECONDS);
            }));
        }
        int sum = 0;
        for (Future<Integer> each : all) {
            sum += each.get(Trials.SECONDS, TimeUnit.SECONDS);
        }
        return "sum " + sum + ", ended " + (Trials.ended(outer) && Trials.ended(inner));
    }
}
