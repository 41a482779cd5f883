package io.poolscope.bootstrap;

/**
 * Stands for {@code Object.wait} in application classes of 17 and 18, where that method is native. Called in place of the
 * application's own call, and not from advice that keeps errors in: what fails here beside the wait itself is counted.
 */
public final class MonitorWait {
    private MonitorWait() {}

    /** Stands for {@code monitor.wait()}. */
    public static void waitOn(Object monitor) throws InterruptedException {
        waitOn(monitor, 0);
    }

    /** Stands for {@code monitor.wait(millis)}: the caller holds the monitor, and gets every exception of the original. */
    public static void waitOn(Object monitor, long millis) throws InterruptedException {
        long since = started();
        try {
            monitor.wait(millis);
        } finally {
            ended(since);
        }
    }

    /** Stands for {@code monitor.wait(millis, nanos)}. */
    public static void waitOn(Object monitor, long millis, int nanos) throws InterruptedException {
        long since = started();
        try {
            monitor.wait(millis, nanos);
        } finally {
            ended(since);
        }
    }

    private static long started() {
        try {
            return Hooks.objectWaitStarted();
        } catch (Throwable e) {
            Records.failures++;
            return 0;
        }
    }

    private static void ended(long since) {
        try {
            Hooks.objectWaitEnded(since);
        } catch (Throwable e) {
            Records.failures++;
        }
    }
}
