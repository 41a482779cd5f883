package io.poolscope.tests.race;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Dependents that are registered while their source completes: each runs once, and sees its outcome. */
public final class DependentRaces {

    private DependentRaces() {}

    /** A function of the value. */
    @JCStressTest
    @Outcome(id = "value!, 1", expect = ACCEPTABLE)
    @State
    public static class ThenApply {
        private int runs;
        private final CompletableFuture<String> source = new CompletableFuture<>();
        private volatile CompletableFuture<?> next = source;

        @Actor
        public void complete() {
            Worker.here();
            source.complete("value");
        }

        @Actor
        public void register() {
            Worker.here();
            next = source.thenApply(value -> {
                runs++;
                return value + "!";
            });
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(next);
            result.r2 = runs;
        }
    }

    /** A failure goes past a function. */
    @JCStressTest
    @Outcome(id = "failed, 0", expect = ACCEPTABLE)
    @State
    public static class ThenApplyOfFailure {
        private int runs;
        private final CompletableFuture<String> source = new CompletableFuture<>();
        private volatile CompletableFuture<?> next = source;

        @Actor
        public void complete() {
            Worker.here();
            source.completeExceptionally(End.FAILURE);
        }

        @Actor
        public void register() {
            Worker.here();
            next = source.thenApply(value -> {
                runs++;
                return value + "!";
            });
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(next);
            result.r2 = runs;
        }
    }

    /** A function of the exception. */
    @JCStressTest
    @Outcome(id = "mended, 1", expect = ACCEPTABLE)
    @State
    public static class Exceptionally {
        private int runs;
        private final CompletableFuture<String> source = new CompletableFuture<>();
        private volatile CompletableFuture<?> next = source;

        @Actor
        public void complete() {
            Worker.here();
            source.completeExceptionally(End.FAILURE);
        }

        @Actor
        public void register() {
            Worker.here();
            next = source.exceptionally(thrown -> {
                runs++;
                return thrown == End.FAILURE ? "mended" : "another exception";
            });
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(next);
            result.r2 = runs;
        }
    }

    /** An action that sees the exception, which goes on. */
    @JCStressTest
    @Outcome(id = "failed, 1", expect = ACCEPTABLE)
    @State
    public static class WhenComplete {
        private int runs;
        private final CompletableFuture<String> source = new CompletableFuture<>();
        private volatile CompletableFuture<?> next = source;

        @Actor
        public void complete() {
            Worker.here();
            source.completeExceptionally(End.FAILURE);
        }

        @Actor
        public void register() {
            Worker.here();
            next = source.whenComplete((value, thrown) -> {
                if (thrown == End.FAILURE) {
                    runs++;
                }
            });
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(next);
            result.r2 = runs;
        }
    }

    /** A function of either. */
    @JCStressTest
    @Outcome(id = "value, 1", expect = ACCEPTABLE)
    @State
    public static class Handle {
        private int runs;
        private final CompletableFuture<String> source = new CompletableFuture<>();
        private volatile CompletableFuture<?> next = source;

        @Actor
        public void complete() {
            Worker.here();
            source.complete("value");
        }

        @Actor
        public void register() {
            Worker.here();
            next = source.handle((value, thrown) -> {
                runs++;
                return value;
            });
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(next);
            result.r2 = runs;
        }
    }

    /** A stage of the value. */
    @JCStressTest
    @Outcome(id = "value?, 1", expect = ACCEPTABLE)
    @State
    public static class ThenCompose {
        private int runs;
        private final CompletableFuture<String> source = new CompletableFuture<>();
        private volatile CompletableFuture<?> next = source;

        @Actor
        public void complete() {
            Worker.here();
            source.complete("value");
        }

        @Actor
        public void register() {
            Worker.here();
            next = source.thenCompose(value -> {
                runs++;
                return CompletableFuture.completedFuture(value + "?");
            });
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(next);
            result.r2 = runs;
        }
    }

    /** A dependent is cancelled, or is complete; its source is complete. */
    @JCStressTest
    @Outcome(id = "value, 1", expect = ACCEPTABLE)
    @Outcome(id = "cancellation, 1", expect = ACCEPTABLE)
    @State
    public static class CancelOfDependent {
        private int runs;
        private final CompletableFuture<String> source = new CompletableFuture<>();
        private final CompletableFuture<String> next = source.thenApply(value -> value);

        @Actor
        public void complete() {
            Worker.here();
            source.complete("value");
        }

        @Actor
        public void cancel() {
            Worker.here();
            next.cancel(true);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(next);
            runs += End.of(source).equals("value") ? 1 : 0;
            result.r2 = runs;
        }
    }
}
