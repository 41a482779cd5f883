package io.poolscope.bootstrap;

/**
 * The stack of the thread that creates it, taken as cheaply as the JVM can: {@code fillInStackTrace} keeps the raw
 * frames, and only poolscope's thread turns them into {@link StackTraceElement}s (HotSpot, {@code java_lang_Throwable},
 * 17 and 25). It is never thrown.
 */
public final class Trace extends Throwable {
    private static final long serialVersionUID = 1L;

    /** Takes the stack of the current thread. */
    public Trace() {
        super(null, null, false, true);
    }
}
