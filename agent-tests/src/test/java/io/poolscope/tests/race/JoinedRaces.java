package io.poolscope.tests.race;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Dependents of two sources that complete at once: each runs once, and sees what it is to see. */
public final class JoinedRaces {

    private JoinedRaces() {}

    /** Both are needed. */
    @JCStressTest
    @Outcome(id = "onetwo, 1", expect = ACCEPTABLE)
    @State
    public static class Combine {
        private final AtomicInteger runs = new AtomicInteger();
        private final CompletableFuture<String> one = new CompletableFuture<>();
        private final CompletableFuture<String> two = new CompletableFuture<>();
        private final CompletableFuture<?> both = one.thenCombine(two, (a, b) -> {
            runs.incrementAndGet();
            return a + b;
        });

        @Actor
        public void first() {
            Worker.here();
            one.complete("one");
        }

        @Actor
        public void second() {
            Worker.here();
            two.complete("two");
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(both);
            result.r2 = runs.get();
        }
    }

    /** The first is enough. */
    @JCStressTest
    @Outcome(id = "one, 1", expect = ACCEPTABLE)
    @Outcome(id = "two, 1", expect = ACCEPTABLE)
    @State
    public static class Either {
        private final AtomicInteger runs = new AtomicInteger();
        private final CompletableFuture<String> one = new CompletableFuture<>();
        private final CompletableFuture<String> two = new CompletableFuture<>();
        private final CompletableFuture<?> both = one.applyToEither(two, value -> {
            runs.incrementAndGet();
            return value;
        });

        @Actor
        public void first() {
            Worker.here();
            one.complete("one");
        }

        @Actor
        public void second() {
            Worker.here();
            two.complete("two");
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(both);
            result.r2 = runs.get();
        }
    }

    /** The first of any number. */
    @JCStressTest
    @Outcome(id = "one, 1", expect = ACCEPTABLE)
    @Outcome(id = "two, 1", expect = ACCEPTABLE)
    @Outcome(id = "failed, 1", expect = ACCEPTABLE)
    @State
    public static class AnyOf {
        private final AtomicInteger runs = new AtomicInteger();
        private final CompletableFuture<String> one = new CompletableFuture<>();
        private final CompletableFuture<String> two = new CompletableFuture<>();
        private final CompletableFuture<?> both =
                CompletableFuture.anyOf(one, two).whenComplete((value, thrown) -> runs.incrementAndGet());

        @Actor
        public void first() {
            Worker.here();
            one.complete("one");
        }

        @Actor
        public void second() {
            Worker.here();
            two.completeExceptionally(End.FAILURE);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(both);
            result.r2 = runs.get();
        }
    }

    /** All, and one of them fails. */
    @JCStressTest
    @Outcome(id = "failed, 1", expect = ACCEPTABLE)
    @State
    public static class AllOf {
        private final AtomicInteger runs = new AtomicInteger();
        private final CompletableFuture<String> one = new CompletableFuture<>();
        private final CompletableFuture<String> two = new CompletableFuture<>();
        private final CompletableFuture<?> both =
                CompletableFuture.allOf(one, two).whenComplete((value, thrown) -> runs.incrementAndGet());

        @Actor
        public void first() {
            Worker.here();
            one.complete("one");
        }

        @Actor
        public void second() {
            Worker.here();
            two.completeExceptionally(End.FAILURE);
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = End.of(both);
            result.r2 = runs.get();
        }
    }
}
