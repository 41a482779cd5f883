package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ObjectWaits;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.snapshot.PoolKind;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.util.Timer} (17 and 25): one thread, which waits for the next task in {@code Object.wait} of its
 * {@code TaskQueue}. Of a thread that waits in some {@code Object.wait}, or sleeps, no field says where; the JVM is asked. It
 * is not asked while the head of the queue is the same, due at the same time, as when it was idle: to begin a task the thread
 * removes the head or gives it its next time ({@code TimerThread.mainLoop}).
 */
final class TimerFamily extends UncountedFamily {
    private static final String THREAD = "java.util.TimerThread";
    private static final JdkField QUEUE = JdkField.of(THREAD, "queue");
    private static final Limits ONE = new Limits(null, 1, 1);
    private static final TimerQueueReader READER = new TimerQueueReader();

    /** A timer: its thread, and what was known when it was last idle. poolscope's thread only. */
    static final class Seat {
        final Thread thread;
        final Object tasks;
        boolean inTask = true;
        private @Nullable Object idleHead;
        private long idleDue;

        Seat(Thread thread, Object tasks) {
            this.thread = thread;
            this.tasks = tasks;
        }

        boolean read() {
            Object head = TimerQueueReader.head(tasks);
            long due = TimerQueueReader.due(head);
            if (inTask || head == null || head != idleHead || due != idleDue) {
                inTask = waitsForOther();
                idleHead = inTask ? null : head;
                idleDue = due;
            }
            return inTask;
        }

        private boolean waitsForOther() {
            Thread.State state = ThreadFacts.state(thread);
            return state == Thread.State.RUNNABLE
                    || state == Thread.State.BLOCKED
                    || LockSupport.getBlocker(thread) != null
                    || !ObjectWaits.waits(thread, tasks);
        }
    }

    @Override
    public @Nullable Object seatOf(Thread thread) {
        Object tasks = thread.getClass().getName().equals(THREAD) ? QUEUE.get(thread) : null;
        return tasks == null ? null : new Seat(thread, tasks);
    }

    @Override
    public String type(Object executor) {
        return "java.util.Timer";
    }

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.SCHEDULED;
    }

    /** The whole of a name that the JDK gave: the number in it is all that tells two timers apart. */
    @Override
    public @Nullable String name(Object executor) {
        String name = executor instanceof Seat its ? its.thread.getName() : "";
        return name.matches("Timer-\\d+") ? name : null;
    }

    @Override
    public boolean inTask(Object seat) {
        return seat instanceof Seat its && its.read();
    }

    @Override
    public Limits limits(Object executor) {
        return ONE;
    }

    @Override
    public boolean canGrow(Object executor) {
        return false;
    }

    /** Asked only when its thread is gone. */
    @Override
    public boolean terminated(Object executor) {
        return true;
    }

    @Override
    public Object queue(Object executor) {
        return executor;
    }

    @Override
    public @Nullable String queueType(Object executor) {
        return null;
    }

    @Override
    public QueueReader queueReader(Object executor) {
        return READER;
    }
}
