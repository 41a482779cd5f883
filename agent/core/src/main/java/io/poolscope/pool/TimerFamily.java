package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ObjectWaits;
import io.poolscope.jdk.ReadField;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.snapshot.PoolKind;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.util.Timer} (17 and 25): one thread, which waits for the next task in {@code Object.wait} of its
 * {@code TaskQueue}. Of a thread that waits in some {@code Object.wait}, or sleeps, no field says where; the JVM is asked.
 */
final class TimerFamily extends OneThreadFamily {
    private static final String THREAD = ReadField.TIMER_THREAD_QUEUE.owner();
    private static final JdkField QUEUE = JdkField.of(ReadField.TIMER_THREAD_QUEUE);
    /**
     * While its state and the head of its queue stay as they are, the JVM is asked in one read of so many: a task that
     * begins and waits is seen by up to 80 ms late, and its end too, so that on average its time is right.
     */
    private static final int ASK_EVERY = 5;

    private static final TimerQueueReader READER = new TimerQueueReader();

    /** A timer: its thread, and what was known when the JVM was last asked. poolscope's thread only. */
    static final class Seat {
        final Thread thread;
        final Object tasks;
        boolean inTask = true;
        private Thread.State askedIn = Thread.State.NEW;
        private @Nullable Object askedHead;
        private long askedDue;
        private int unasked;

        Seat(Thread thread, Object tasks) {
            this.thread = thread;
            this.tasks = tasks;
        }

        boolean read() {
            Thread.State state = ThreadFacts.state(thread);
            if (state == Thread.State.RUNNABLE
                    || state == Thread.State.BLOCKED
                    || LockSupport.getBlocker(thread) != null) {
                askedIn = state;
                inTask = true;
                return true;
            }
            Object head = TimerQueueReader.head(tasks);
            long due = TimerQueueReader.due(head);
            boolean same = state == askedIn && head == askedHead && due == askedDue;
            if (!same || ++unasked >= ASK_EVERY) {
                inTask = !ObjectWaits.waits(thread, tasks);
                askedIn = state;
                askedHead = head;
                askedDue = due;
                unasked = 0;
            }
            return inTask;
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
    public Object queue(Object executor) {
        return executor;
    }

    @Override
    public QueueReader queueReader(Object executor) {
        return READER;
    }
}
