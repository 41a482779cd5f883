package io.poolscope.jdk;

import org.jspecify.annotations.Nullable;

/**
 * Facts of a live thread, read from its fields: the public getters of {@link Thread} can be overridden by the
 * application ({@code getState}, and on 17 {@code getId}).
 */
public final class ThreadFacts {
    /** 17: {@code Thread.threadStatus}, {@code Thread.target}; from 19 on they moved to {@code Thread.holder}. */
    private static final JdkField HOLDER = JdkField.of(ReadField.THREAD_HOLDER);

    private static final JdkField STATUS_17 = JdkField.of(ReadField.THREAD_STATUS);
    private static final JdkField STATUS = JdkField.of(ReadField.HOLDER_STATUS);
    private static final JdkField TARGET_17 = JdkField.of(ReadField.THREAD_TARGET);
    private static final JdkField TASK = JdkField.of(ReadField.HOLDER_TASK);
    private static final JdkField TID = JdkField.of(ReadField.THREAD_TID);

    private static final int ALIVE = CopiedConstant.ALIVE.asInt();
    private static final int TERMINATED = CopiedConstant.TERMINATED.asInt();
    private static final int RUNNABLE = CopiedConstant.RUNNABLE.asInt();
    private static final int WAITING_INDEFINITELY = CopiedConstant.WAITING_INDEFINITELY.asInt();
    private static final int WAITING_WITH_TIMEOUT = CopiedConstant.WAITING_WITH_TIMEOUT.asInt();
    private static final int BLOCKED_ON_MONITOR_ENTER = CopiedConstant.BLOCKED.asInt();

    private ThreadFacts() {}

    /** The JVM's id of a thread; 0 where it cannot be read. */
    public static long tid(Thread thread) {
        return TID.getLong(thread, 0);
    }

    /** What {@link Thread#getState} says. */
    public static Thread.State state(Thread thread) {
        int status =
                HOLDER.present() ? STATUS.getInt(HOLDER.get(thread), RUNNABLE) : STATUS_17.getInt(thread, RUNNABLE);
        if ((status & RUNNABLE) != 0) {
            return Thread.State.RUNNABLE;
        } else if ((status & BLOCKED_ON_MONITOR_ENTER) != 0) {
            return Thread.State.BLOCKED;
        } else if ((status & WAITING_INDEFINITELY) != 0) {
            return Thread.State.WAITING;
        } else if ((status & WAITING_WITH_TIMEOUT) != 0) {
            return Thread.State.TIMED_WAITING;
        } else if ((status & TERMINATED) != 0) {
            return Thread.State.TERMINATED;
        }
        return (status & ALIVE) == 0 ? Thread.State.NEW : Thread.State.RUNNABLE;
    }

    /** What the thread was made to run; null for a subclass that overrides {@code run}. */
    public static @Nullable Object target(Thread thread) {
        return HOLDER.present() ? TASK.get(HOLDER.get(thread)) : TARGET_17.get(thread);
    }
}
