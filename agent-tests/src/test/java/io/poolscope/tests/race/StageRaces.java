package io.poolscope.tests.race;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Races to complete a {@code CompletableFuture}: one wins, and is told so. */
public final class StageRaces {

    private StageRaces() {}

    /** A value against an exception. */
    @JCStressTest
    @Outcome(id = "true, false, value", expect = ACCEPTABLE)
    @Outcome(id = "false, true, failed", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstFail {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LLL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void other(LLL_Result result) {
            Worker.here();
            result.r2 = stage.completeExceptionally(End.FAILURE);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = End.of(stage);
        }
    }

    /** A value against a cancellation. */
    @JCStressTest
    @Outcome(id = "true, false, value", expect = ACCEPTABLE)
    @Outcome(id = "false, true, cancellation", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstCancel {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LLL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void other(LLL_Result result) {
            Worker.here();
            result.r2 = stage.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = End.of(stage);
        }
    }

    /** Two values. */
    @JCStressTest
    @Outcome(id = "true, false, value", expect = ACCEPTABLE)
    @Outcome(id = "false, true, other", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstComplete {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LLL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void other(LLL_Result result) {
            Worker.here();
            result.r2 = stage.complete("other");
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = End.of(stage);
        }
    }

    /** Who waits gets the value. */
    @JCStressTest
    @Outcome(id = "true, value, value", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstGet {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LLL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void other(LLL_Result result) {
            Worker.here();
            result.r2 = End.of(stage);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = End.of(stage);
        }
    }

    /** Who joins gets the value. */
    @JCStressTest
    @Outcome(id = "true, value, value", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstJoin {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LLL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void other(LLL_Result result) {
            Worker.here();
            result.r2 = End.of(() -> stage.join());
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = End.of(stage);
        }
    }

    /** A time limit ends the wait and nothing else. */
    @JCStressTest
    @Outcome(id = "true, value, value", expect = ACCEPTABLE)
    @Outcome(id = "true, timeout, value", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstTimeLimit {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LLL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void other(LLL_Result result) {
            Worker.here();
            result.r2 = End.of(() -> stage.get(1, TimeUnit.MICROSECONDS));
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = End.of(stage);
        }
    }

    /** A time limit on the stage is an outcome like another. */
    @JCStressTest
    @Outcome(id = "true, value", expect = ACCEPTABLE)
    @Outcome(id = "false, timeout", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstOrTimeout {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void limit() {
            Worker.here();
            stage.orTimeout(1, TimeUnit.NANOSECONDS);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = End.of(stage);
        }
    }

    /** A value for want of another. */
    @JCStressTest
    @Outcome(id = "true, value", expect = ACCEPTABLE)
    @Outcome(id = "false, late", expect = ACCEPTABLE)
    @State
    public static class CompleteAgainstDefault {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Actor
        public void complete(LL_Result result) {
            Worker.here();
            result.r1 = stage.complete("value");
        }

        @Actor
        public void limit() {
            Worker.here();
            stage.completeOnTimeout("late", 1, TimeUnit.NANOSECONDS);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = End.of(stage);
        }
    }
}
