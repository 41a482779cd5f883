package io.poolscope.probe;

import static io.poolscope.probe.StageFailureProbe.FUTURE;

import io.poolscope.bootstrap.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Who reads the failure of a {@code CompletableFuture}: {@code reportGet} and {@code reportJoin} throw it, the stages
 * that handle failures get to see it, and stages of several sources pass one of them on and drop the others.
 *
 * <p>Where a success comes along too, the advice compares two fields and is done while no failure waits to be read.
 */
final class StageReadProbe implements Probe {
    static final String NAME = "stage-read";

    private static final String TWO_RESULTS = "(Ljava/lang/Object;Ljava/lang/Object;";
    private static final String OTHER = "(Ljava/util/concurrent/Executor;Ljava/util/concurrent/CompletionStage;";
    private static final String RESULT = "(Ljava/lang/Object;";
    private static final String SOURCES = "([Ljava/util/concurrent/CompletableFuture;)";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        List<Point> points = new ArrayList<>(List.of(
                Point.exact(FUTURE, "reportGet", RESULT, Report.class),
                Point.exact(FUTURE, "reportJoin", RESULT, Report.class),
                Point.exact(FUTURE, "isCompletedExceptionally", "()", Asked.class),
                Point.exact(FUTURE, "cancel", "(Z)", Look.class),
                Point.exact(FUTURE, "uniHandle", RESULT, Handle.class),
                Point.exact(FUTURE, "uniExceptionally", RESULT, Handle.class),
                Point.exact(FUTURE, "uniWhenComplete", RESULT, Handle.class),
                Point.any(FUTURE, "uniComposeExceptionallyStage", Look.class),
                Point.exact(FUTURE, "biApply", TWO_RESULTS, Both.class),
                Point.exact(FUTURE, "biAccept", TWO_RESULTS, Both.class),
                Point.exact(FUTURE, "biRun", TWO_RESULTS, Both.class),
                Point.exact(FUTURE, "orApplyStage", OTHER, Either.class),
                Point.exact(FUTURE, "orAcceptStage", OTHER, Either.class),
                Point.exact(FUTURE, "orRunStage", OTHER, Either.class),
                Point.exact(FUTURE, "allOf", SOURCES, All.class),
                Point.exact(FUTURE, "anyOf", SOURCES, AnyOne.class)));
        if (Runtime.version().feature() >= 19) {
            points.add(Point.exact(FUTURE, "state", "()", Look.class));
            points.add(Point.exact(FUTURE, "exceptionNow", "()", Look.class));
            points.add(Point.exact(FUTURE, "resultNow", "()Ljava/lang/Object;", Look.class));
        }
        return points;
    }

    static final class Report {
        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                Failures.read(thrown);
            }
        }
    }

    static final class Asked {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.FieldValue("result") @Nullable Object result, @Advice.Return boolean failed) {
            if (failed) {
                Failures.readResult(result);
            }
        }
    }

    static final class Look {
        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.FieldValue("result") @Nullable Object result) {
            if (Failures.any()) {
                Failures.readResult(result);
            }
        }
    }

    static final class Handle {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object result, @Advice.Argument(1) Object function) {
            if (Failures.any()) {
                Failures.seen(result, function);
            }
        }
    }

    static final class Both {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object first, @Advice.Argument(1) Object second) {
            if (Failures.any()) {
                Failures.merged(first, second);
            }
        }
    }

    static final class Either {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object first, @Advice.Argument(1) Object second, @Advice.Return @Nullable Object stage) {
            Failures.raced(first, second, stage);
        }
    }

    static final class All {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Argument(0) CompletableFuture<?>[] sources,
                @Advice.Return @Nullable CompletableFuture<?> stage) {
            if (Failures.any()) {
                Failures.all(sources, stage);
            }
        }
    }

    static final class AnyOne {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Argument(0) CompletableFuture<?>[] sources,
                @Advice.Return @Nullable CompletableFuture<?> stage) {
            Failures.raced(sources, stage);
        }
    }
}
