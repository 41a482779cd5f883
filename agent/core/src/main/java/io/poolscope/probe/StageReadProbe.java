package io.poolscope.probe;

import io.poolscope.bootstrap.Failures;
import io.poolscope.bootstrap.MergedFailures;
import io.poolscope.jdk.WovenMethod;
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

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.FUTURE_REPORT_GET_BARE, WovenMethod.FUTURE_REPORT_GET, Report.class),
                Point.at(WovenMethod.FUTURE_REPORT_JOIN_BARE, WovenMethod.FUTURE_REPORT_JOIN, Report.class),
                Point.at(WovenMethod.FUTURE_IS_EXCEPTIONAL, Asked.class),
                Point.at(WovenMethod.FUTURE_CANCEL, Look.class),
                Point.at(WovenMethod.FUTURE_UNI_HANDLE, Handle.class),
                Point.at(WovenMethod.FUTURE_UNI_EXCEPTIONALLY, Handle.class),
                Point.at(WovenMethod.FUTURE_UNI_WHEN_COMPLETE, Handle.class),
                Point.at(WovenMethod.FUTURE_COMPOSE_EXCEPTIONALLY, Look.class),
                Point.at(WovenMethod.FUTURE_BI_APPLY, Both.class),
                Point.at(WovenMethod.FUTURE_BI_ACCEPT, Both.class),
                Point.at(WovenMethod.FUTURE_BI_RUN, Both.class),
                Point.at(WovenMethod.FUTURE_BI_FIRED, Fired.class),
                Point.at(WovenMethod.FUTURE_OR_APPLY, Either.class),
                Point.at(WovenMethod.FUTURE_OR_ACCEPT, Either.class),
                Point.at(WovenMethod.FUTURE_OR_RUN, Either.class),
                Point.at(WovenMethod.FUTURE_ALL_OF, All.class),
                Point.at(WovenMethod.FUTURE_ANY_OF, AnyOne.class),
                Point.at(WovenMethod.FUTURE_STATE, Look.class),
                Point.at(WovenMethod.FUTURE_EXCEPTION_NOW, Look.class),
                Point.at(WovenMethod.FUTURE_RESULT_NOW, Look.class));
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
                MergedFailures.merged(first, second);
            }
        }
    }

    static final class Fired {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.This Object stage,
                @Advice.Argument(0) @Nullable Object first,
                @Advice.Argument(1) @Nullable Object second) {
            if (Failures.any()) {
                MergedFailures.joined(first, second, stage);
            }
        }
    }

    static final class Either {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object first, @Advice.Argument(1) Object second, @Advice.Return @Nullable Object stage) {
            MergedFailures.raced(first, second, stage);
        }
    }

    static final class All {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Argument(0) CompletableFuture<?>[] sources,
                @Advice.Return @Nullable CompletableFuture<?> stage) {
            if (Failures.any()) {
                MergedFailures.all(sources, stage);
            }
        }
    }

    static final class AnyOne {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Argument(0) CompletableFuture<?>[] sources,
                @Advice.Return @Nullable CompletableFuture<?> stage) {
            MergedFailures.raced(sources, stage);
        }
    }
}
