package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import net.bytebuddy.asm.Advice;

/** Around a method of a future that is entered only when the calling thread has to wait. */
final class WaitAdvice {
    private WaitAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@Advice.This Object future) {
        return Hooks.waitStarted(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter long since) {
        Hooks.waitEnded(since);
    }
}
