package io.poolscope.tests.race;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** An interrupt against a completion: a wait ends by one of them, and an interrupt that did not end it is still there. */
public final class InterruptRaces {

    private InterruptRaces() {}

    /** The two sides; either may come first. */
    abstract static class Wait {
        private volatile @Nullable Thread waiter;
        private volatile boolean interrupted;

        void await(Callable<?> wait, LL_Result result) {
            Worker.here();
            waiter = Thread.currentThread();
            result.r1 = End.of(wait);
            while (!interrupted) {
                Thread.yield();
            }
            result.r2 = Thread.interrupted();
        }

        void interruptAnd(Runnable completion) {
            Worker.here();
            Thread found = waiter;
            while (found == null) {
                Thread.yield();
                found = waiter;
            }
            boolean first = ThreadLocalRandom.current().nextBoolean();
            if (first) {
                completion.run();
            }
            found.interrupt();
            if (!first) {
                completion.run();
            }
            interrupted = true;
        }
    }

    /** {@code CompletableFuture.get}. */
    @JCStressTest
    @Outcome(id = "value, true", expect = ACCEPTABLE)
    @Outcome(id = "interrupted, false", expect = ACCEPTABLE)
    @State
    public static class GetOfStage extends Wait {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void await(LL_Result result) {
            await(stage::get, result);
        }

        @Actor
        public void interrupt() {
            interruptAnd(() -> stage.complete("value"));
        }
    }

    /** {@code CompletableFuture.get} with a limit. */
    @JCStressTest
    @Outcome(id = "value, true", expect = ACCEPTABLE)
    @Outcome(id = "interrupted, false", expect = ACCEPTABLE)
    @State
    public static class LimitedGetOfStage extends Wait {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void await(LL_Result result) {
            await(() -> stage.get(1, TimeUnit.HOURS), result);
        }

        @Actor
        public void interrupt() {
            interruptAnd(() -> stage.complete("value"));
        }
    }

    /** {@code CompletableFuture.join}, which no interrupt ends. */
    @JCStressTest
    @Outcome(id = "value, true", expect = ACCEPTABLE)
    @State
    public static class JoinOfStage extends Wait {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void await(LL_Result result) {
            await(stage::join, result);
        }

        @Actor
        public void interrupt() {
            interruptAnd(() -> stage.complete("value"));
        }
    }

    /** {@code FutureTask.get}. */
    @JCStressTest
    @Outcome(id = "value, true", expect = ACCEPTABLE)
    @Outcome(id = "interrupted, false", expect = ACCEPTABLE)
    @State
    public static class GetOfTask extends Wait {
        private final FutureTask<String> task = new FutureTask<>(() -> "value");

        @Actor
        public void await(LL_Result result) {
            await(task::get, result);
        }

        @Actor
        public void interrupt() {
            interruptAnd(task);
        }
    }

    /** {@code FutureTask.get} with a limit. */
    @JCStressTest
    @Outcome(id = "value, true", expect = ACCEPTABLE)
    @Outcome(id = "interrupted, false", expect = ACCEPTABLE)
    @State
    public static class LimitedGetOfTask extends Wait {
        private final FutureTask<String> task = new FutureTask<>(() -> "value");

        @Actor
        public void await(LL_Result result) {
            await(() -> task.get(1, TimeUnit.HOURS), result);
        }

        @Actor
        public void interrupt() {
            interruptAnd(task);
        }
    }
}
