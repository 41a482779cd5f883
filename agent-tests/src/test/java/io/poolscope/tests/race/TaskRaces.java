package io.poolscope.tests.race;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Races on a {@code FutureTask}. */
public final class TaskRaces {

    private TaskRaces() {}

    /** It runs, or is cancelled, or is cancelled while it runs. */
    @JCStressTest
    @Outcome(id = "false, 1, value", expect = ACCEPTABLE)
    @Outcome(id = "true, 0, cancellation", expect = ACCEPTABLE)
    @Outcome(id = "true, 1, cancellation", expect = ACCEPTABLE)
    @State
    public static class RunAgainstCancel {
        private int runs;
        private final FutureTask<String> task = new FutureTask<>(() -> {
            runs++;
            return "value";
        });

        @Actor
        public void run() {
            Worker.here();
            task.run();
        }

        @Actor
        public void cancel(LLL_Result result) {
            Worker.here();
            result.r1 = task.cancel(false);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = runs;
            result.r3 = End.of(task);
        }
    }

    /** An interrupt of a cancellation comes while the task runs, or never: not to the next task. */
    @JCStressTest
    @Outcome(id = "false, false, value", expect = ACCEPTABLE)
    @Outcome(id = "false, true, cancellation", expect = ACCEPTABLE)
    @Outcome(id = "true, true, cancellation", expect = ACCEPTABLE)
    @State
    public static class RunAgainstInterrupt {
        private final FutureTask<String> task = new FutureTask<>(() -> "value");

        @Actor
        public void run(LLL_Result result) {
            Worker.here();
            task.run();
            result.r1 = Thread.interrupted();
        }

        @Actor
        public void cancel(LLL_Result result) {
            Worker.here();
            result.r2 = task.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = End.of(task);
        }
    }

    /** Two threads run it, and it runs once. */
    @JCStressTest
    @Outcome(id = "1, value", expect = ACCEPTABLE)
    @State
    public static class RunAgainstRun {
        private int runs;
        private final FutureTask<String> task = new FutureTask<>(() -> {
            runs++;
            return "value";
        });

        @Actor
        public void one() {
            Worker.here();
            task.run();
        }

        @Actor
        public void two() {
            Worker.here();
            task.run();
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = runs;
            result.r2 = End.of(task);
        }
    }

    /** Who waits gets what it returns. */
    @JCStressTest
    @Outcome(id = "value, value", expect = ACCEPTABLE)
    @State
    public static class RunAgainstGet {
        private final FutureTask<String> task = new FutureTask<>(() -> "value");

        @Actor
        public void run() {
            Worker.here();
            task.run();
        }

        @Actor
        public void get(LL_Result result) {
            Worker.here();
            result.r1 = End.of(task);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = End.of(task);
        }
    }

    /** Who waits gets what it throws. */
    @JCStressTest
    @Outcome(id = "failed, failed", expect = ACCEPTABLE)
    @State
    public static class FailureAgainstGet {
        private final FutureTask<String> task = new FutureTask<>(() -> {
            throw End.FAILURE;
        });

        @Actor
        public void run() {
            Worker.here();
            task.run();
        }

        @Actor
        public void get(LL_Result result) {
            Worker.here();
            result.r1 = End.of(task);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = End.of(task);
        }
    }

    /** A time limit ends the wait and nothing else. */
    @JCStressTest
    @Outcome(id = "value, value", expect = ACCEPTABLE)
    @Outcome(id = "timeout, value", expect = ACCEPTABLE)
    @State
    public static class RunAgainstTimeLimit {
        private final FutureTask<String> task = new FutureTask<>(() -> "value");

        @Actor
        public void run() {
            Worker.here();
            task.run();
        }

        @Actor
        public void get(LL_Result result) {
            Worker.here();
            result.r1 = End.of(() -> task.get(1, TimeUnit.MICROSECONDS));
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = End.of(task);
        }
    }

    /** Who waits hears of a cancellation. */
    @JCStressTest
    @Outcome(id = "cancellation, true", expect = ACCEPTABLE)
    @State
    public static class CancelAgainstGet {
        private final FutureTask<String> task = new FutureTask<>(() -> "value");

        @Actor
        public void cancel() {
            Worker.here();
            task.cancel(true);
        }

        @Actor
        public void get(LL_Result result) {
            Worker.here();
            result.r1 = End.of(task);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = task.isCancelled();
        }
    }
}
