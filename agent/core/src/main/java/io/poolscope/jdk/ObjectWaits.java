package io.poolscope.jdk;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** Which object's monitor a thread waits on in {@code Object.wait}: no field tells, the JVM does. */
public final class ObjectWaits {
    private ObjectWaits() {}

    /**
     * Whether a thread waits in {@code Object.wait} of this very object. Asks the JVM for no stack, so that nothing is
     * stopped: 0.5 us, with cold caches up to 25 us (17 and 25).
     *
     * @param on an object of the JDK's: its identity hash is asked for
     */
    public static boolean waits(Thread thread, Object on) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(ThreadFacts.tid(thread), 0);
        if (info == null) {
            return false;
        }
        Thread.State state = info.getThreadState();
        LockInfo lock = info.getLockInfo();
        return lock != null
                && (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && lock.getClassName().equals(on.getClass().getName())
                && lock.getIdentityHashCode() == System.identityHashCode(on);
    }
}
