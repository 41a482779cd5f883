package io.poolscope.bootstrap;

import java.util.concurrent.CompletableFuture;

/**
 * Failures that meet in a stage of several sources, and the landing sites of the advice on such stages: the stage passes one
 * of them on, and the others end there. Assumptions and guarantees are those of {@link Failures}.
 */
public final class MergedFailures {
    private MergedFailures() {}

    /** Of two futures the failure of the first goes on, that of the second does not. */
    public static void merged(Object first, Object second) {
        if (Outcomes.failure(first) != null) {
            merge(Outcomes.failure(second));
        }
    }

    /**
     * A stage of two sources is complete and was told so by one of them: the failure that is not its own goes no further.
     * At the sources themselves it may be too late to see that: while one fails, the other's thread takes the stage off it.
     */
    public static void joined(Object first, Object second, Object stage) {
        Throwable own = Outcomes.failureOf(stage);
        if (own != null) {
            Throwable root = Outcomes.root(own);
            mergeOther(Outcomes.failureOf(first), root);
            mergeOther(Outcomes.failureOf(second), root);
        }
    }

    private static void mergeOther(Throwable thrown, Throwable own) {
        if (thrown != null && Outcomes.root(thrown) != own) {
            merge(thrown);
        }
    }

    /** {@code allOf} has made its stage: it passes on one failure; those that are there already and are not it, end here. */
    public static void all(CompletableFuture<?>[] sources, Object stage) {
        for (int i = 0; sources != null && i < sources.length; i++) {
            merge(Outcomes.failureOf(sources[i]));
        }
        Failures.carried(Outcomes.failureOf(stage));
    }

    /** {@code anyOf} has made its stage: the first source wins, the failures of the others are nobody's concern. */
    public static void raced(CompletableFuture<?>[] sources, Object stage) {
        for (int i = 0; Failures.on && sources != null && i < sources.length; i++) {
            raced(sources[i]);
        }
        Failures.carried(Outcomes.failureOf(stage));
    }

    /** One of two futures is enough for a stage that was just made. */
    public static void raced(Object first, Object second, Object stage) {
        if (Failures.on) {
            raced(first);
            raced(second);
            Failures.carried(Outcomes.failureOf(stage));
        }
    }

    private static void raced(Object source) {
        if (Outcomes.incomplete(source)) {
            RacedFutures.add(source);
        } else {
            merge(Outcomes.failureOf(source));
        }
    }

    private static void merge(Throwable thrown) {
        Failure failure = thrown == null || !Failures.any() ? null : Failures.find(Outcomes.root(thrown));
        if (failure != null) {
            failure.change(Failure.UNREAD, Failure.MERGED);
        }
    }
}
