package io.poolscope.watch;

import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which monitors a thread held when its stack was taken. */
final class HeldMonitors {
    /**
     * A monitor that was held.
     *
     * @param lock class and identity hash
     * @param lockClass binary class name
     * @param enteredAt the frame that entered it; null where the JVM did not say
     */
    record Held(String lock, String lockClass, @Nullable StackTraceElement enteredAt) {}

    private HeldMonitors() {}

    /** Innermost first. */
    static List<Held> of(ThreadInfo info) {
        MonitorInfo[] monitors = info.getLockedMonitors();
        if (monitors.length == 0) {
            return List.of();
        }
        List<Held> held = new ArrayList<>(monitors.length);
        for (MonitorInfo monitor : monitors) {
            held.add(new Held(
                    LockWaits.name(monitor.getClassName(), monitor.getIdentityHashCode()),
                    monitor.getClassName(),
                    monitor.getLockedStackFrame()));
        }
        return held;
    }

    /** Whether one is a stream to or from a process: in the stack that is a {@code BufferedInputStream} like any other. */
    static boolean anyPipe(ThreadInfo info) {
        for (MonitorInfo monitor : info.getLockedMonitors()) {
            if (monitor.getClassName().startsWith("java.lang.Process")) {
                return true;
            }
        }
        return false;
    }
}
