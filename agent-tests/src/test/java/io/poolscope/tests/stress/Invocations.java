package io.poolscope.tests.stress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code invokeAny}, {@code invokeAll} and completion services: who wins, who is cancelled, who is interrupted. */
final class Invocations {

    private Invocations() {}

    static void addTo(Map<String, Callable<?>> trials) {
        trials.put("invokeAny, one succeeds", () -> both(Invocations::oneSucceeds));
        trials.put("invokeAny, all fail", () -> both(Invocations::allFail));
        trials.put("invokeAny, the losers are interrupted", Invocations::losersAreInterrupted);
        trials.put("invokeAny, the time is up", Invocations::anyTooLate);
        trials.put("invokeAll", () -> both(Invocations::all));
        trials.put("invokeAll, the time is up", Invocations::allTooLate);
        trials.put("invokeAll, its caller is interrupted", Invocations::callerIsInterrupted);
        trials.put("a completion service", Invocations::completionService);
    }

    private interface Trial {
        String on(ExecutorService pool) throws Exception;
    }

    private static String both(Trial trial) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3, Trials.threads("invoked"));
        ExecutorService forkJoin = new ForkJoinPool(3);
        String first = trial.on(pool) + ", ended " + Trials.ended(pool);
        return first + "; " + trial.on(forkJoin) + ", ended " + Trials.ended(forkJoin);
    }

    private static String oneSucceeds(ExecutorService pool) throws Exception {
        List<Callable<String>> calls = new ArrayList<>(Collections.nCopies(5, () -> {
            throw new IllegalStateException("fails");
        }));
        calls.add(3, () -> "won");
        return pool.invokeAny(calls);
    }

    private static String allFail(ExecutorService pool) {
        List<Callable<String>> calls = Collections.nCopies(5, () -> {
            throw new IllegalStateException("fails");
        });
        String end = Trials.end(() -> pool.invokeAny(calls));
        // A fork-join pool wraps the exception in one of the same class, and says so in its message.
        return end.contains("IllegalStateException") && end.contains("fails") ? "failed as it should" : end;
    }

    private static String losersAreInterrupted() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4, Trials.threads("losing"));
        CountDownLatch stand = new CountDownLatch(3);
        CountDownLatch interrupted = new CountDownLatch(3);
        List<Callable<String>> calls = new ArrayList<>(Collections.nCopies(3, () -> {
            stand.countDown();
            try {
                new FutureTask<>(() -> "never runs").get();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return "lost";
        }));
        calls.add(() -> {
            Trials.await(stand);
            return "won";
        });
        String won = pool.invokeAny(calls);
        Trials.await(interrupted);
        return won + ", ended " + Trials.ended(pool);
    }

    private static String anyTooLate() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, Trials.threads("slow"));
        CountDownLatch never = new CountDownLatch(1);
        List<Callable<String>> calls = Collections.nCopies(3, () -> {
            never.await();
            return "too late";
        });
        String end = Trials.end(() -> pool.invokeAny(calls, 2, TimeUnit.MILLISECONDS));
        return end + ", ended " + Trials.ended(pool);
    }

    private static String all(ExecutorService pool) throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            calls.add(() -> {
                if (number % 10 == 9) {
                    throw new IllegalStateException("ninth");
                }
                return number;
            });
        }
        int sum = 0;
        int failed = 0;
        for (Future<Integer> future : pool.invokeAll(calls)) {
            if (!future.isDone()) {
                return "not done";
            }
            String end = Trials.end(future);
            if (end.contains("ninth")) {
                failed++;
            } else {
                sum += Integer.parseInt(end);
            }
        }
        return "sum " + sum + ", failed " + failed;
    }

    private static String allTooLate() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, Trials.threads("slow"));
        CountDownLatch never = new CountDownLatch(1);
        List<Callable<String>> calls = new ArrayList<>(Collections.nCopies(4, () -> {
            never.await();
            return "too late";
        }));
        String ends = "";
        for (Future<String> future : pool.invokeAll(calls, 2, TimeUnit.MILLISECONDS)) {
            ends += Trials.end(future) + ", ";
        }
        return ends + "ended " + Trials.ended(pool);
    }

    private static String callerIsInterrupted() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, Trials.threads("invoked"));
        ExecutorService callers = Executors.newFixedThreadPool(1, Trials.threads("caller"));
        AtomicInteger interrupted = new AtomicInteger();
        CountDownLatch stand = new CountDownLatch(2);
        Future<String> caller = callers.submit(() -> {
            List<Callable<String>> calls = Collections.nCopies(2, () -> {
                stand.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                }
                return "interrupted";
            });
            try {
                pool.invokeAll(calls);
                return "not interrupted";
            } catch (InterruptedException e) {
                return "interrupted, flag " + Thread.currentThread().isInterrupted();
            }
        });
        Trials.await(stand);
        callers.shutdownNow();
        String end = Trials.end(caller);
        boolean ended = Trials.ended(pool) && Trials.ended(callers);
        return end + ", tasks " + interrupted + ", ended " + ended;
    }

    private static String completionService() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3, Trials.threads("completing"));
        ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool);
        for (int i = 0; i < 30; i++) {
            int number = i;
            service.submit(() -> number);
        }
        TreeSet<Integer> taken = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            Future<Integer> done = service.poll(Trials.SECONDS, TimeUnit.SECONDS);
            if (done != null) {
                taken.add(done.get());
            }
        }
        return taken.size() + " taken, ended " + Trials.ended(pool);
    }
}
