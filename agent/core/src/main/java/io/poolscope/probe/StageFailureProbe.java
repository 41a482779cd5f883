package io.poolscope.probe;

import io.poolscope.bootstrap.Failures;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Failures of {@code CompletableFuture}s: where a function throws or an exception is given, and how it goes on from stage
 * to stage ({@code encodeThrowable} is called for nothing else, 17 and 25). Who reads them: {@link StageReadProbe}.
 */
final class StageFailureProbe implements Probe {
    static final String NAME = "stage-failure";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.FUTURE_ENCODE, Encode.class),
                Point.at(WovenMethod.FUTURE_ENCODE_CARRIED, Carry.class),
                Point.at(WovenMethod.FUTURE_FAIL, Fail.class),
                Point.at(WovenMethod.FUTURE_FAIL_CARRIED, Pass.class),
                Point.at(WovenMethod.FUTURE_COMPLETE_EXCEPTIONALLY, Give.class),
                Point.at(WovenMethod.FUTURE_RELAY, Relay.class),
                Point.at(WovenMethod.FUTURE_INTERNAL_COMPLETE, Relay.class));
    }

    static final class Encode {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Throwable thrown) {
            Failures.stageFailed(null, thrown);
        }
    }

    static final class Carry {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Throwable thrown) {
            Failures.carried(thrown);
        }
    }

    static final class Fail {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object stage, @Advice.Argument(0) Throwable thrown) {
            Failures.stageFailed(stage, thrown);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object stage,
                @Advice.Argument(0) Throwable thrown,
                @Advice.FieldValue("stack") @Nullable Object dependents,
                @Advice.Return boolean taken) {
            Failures.settled(stage, thrown, dependents, taken);
        }
    }

    static final class Pass {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object stage,
                @Advice.Argument(0) Throwable thrown,
                @Advice.FieldValue("stack") @Nullable Object dependents,
                @Advice.Return boolean taken) {
            Failures.settled(stage, thrown, dependents, taken);
        }
    }

    static final class Give {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Throwable thrown) {
            Failures.given(thrown);
        }
    }

    static final class Relay {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object stage,
                @Advice.Argument(0) @Nullable Object result,
                @Advice.FieldValue("stack") @Nullable Object dependents,
                @Advice.Return boolean taken) {
            if (Failures.any()) {
                Failures.relayed(stage, result, dependents, taken);
            }
        }
    }
}
