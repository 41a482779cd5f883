package io.poolscope.bootstrap;

import java.util.concurrent.TimeoutException;

/**
 * The landing sites of advice on futures that somebody gave up on, completed in vain, or ran twice. All of it is rare by
 * nature, or tested by a field that the method reads anyway; assumptions and guarantees are those of {@link Hooks}.
 *
 * <p>What was seen is a {@link Stamp} in a ring of its own: its task is the future.
 */
public final class Promises {
    /** A {@code get} with a time limit gave up. */
    public static final byte TIMED_OUT = 10;
    /** A time limit, {@code orTimeout}, has completed the future. */
    public static final byte LIMITED = 11;
    /** The future was cancelled. */
    public static final byte CANCELLED = 12;
    /** {@code complete} or {@code completeExceptionally} came too late. */
    public static final byte TOO_LATE = 13;
    /** A worker was handed a {@code FutureTask} that had run before. */
    public static final byte RAN_AGAIN = 14;

    /** Stacks and misuses before the first sample. */
    private static final int FIRST_GRANT = 16;
    /**
     * Futures given up without a stack, between two samples: a stamp alone costs as much as the exception that ends the
     * wait.
     */
    private static final int BARE = 64;

    private static final StampRing ring = new StampRing();
    private static boolean on;
    private static Class<?> virtualThread;
    private static Class<?> carrierThread;
    private static int givenUpTokens;
    private static int traceTokens;
    private static int misuseTokens;
    private static long tooLate;

    private Promises() {}

    static void start(Class<?> virtual, Class<?> carrier) {
        virtualThread = virtual;
        carrierThread = carrier;
        grant(FIRST_GRANT, FIRST_GRANT);
        on = true;
    }

    static void stop() {
        on = false;
        grant(0, 0);
        givenUpTokens = 0;
        ring.clear();
    }

    /**
     * Allows so many stamps until the next call. poolscope's thread, once a sample.
     *
     * @param traces of futures given up, with a stack
     * @param misuses of promises misused
     */
    public static void grant(int traces, int misuses) {
        givenUpTokens = BARE;
        traceTokens = traces;
        misuseTokens = misuses;
    }

    /** {@code get} ended with an exception: a time limit that passed is no outcome of the task, which comes wrapped. */
    public static void threw(Object future, Throwable thrown) {
        if (on && thrown.getClass() == TimeoutException.class) {
            givenUp(TIMED_OUT, future);
        }
    }

    /** Somebody cancelled a future, while it ran or where that is not known. */
    public static void cancelled(Object future) {
        if (on) {
            givenUp(CANCELLED, future);
        }
    }

    /** Somebody completed a future with an exception, or came too late. */
    public static void completed(Object future, Throwable thrown, boolean taken) {
        if (!taken) {
            tooLate(future);
        } else if (on && thrown != null && thrown.getClass() == TimeoutException.class) {
            givenUp(LIMITED, future);
        }
    }

    /** Somebody completed a future that was complete before. */
    public static void tooLate(Object future) {
        if (!on) {
            return;
        }
        tooLate++;
        if (misuseTokens > 0) {
            misuseTokens--;
            stamp(TOO_LATE, null, future, true);
        }
    }

    /** A {@code FutureTask} that has run is run once more: whether by a worker that got it from its pool. */
    public static void ranAgain(Object task) {
        if (!on || misuseTokens <= 0) {
            return;
        }
        Thread thread = Thread.currentThread();
        WorkerRecord record = thread.getClass() == virtualThread ? null : Records.of(thread);
        if (record != null && record.task == task) {
            misuseTokens--;
            stamp(RAN_AGAIN, record, task, false);
        }
    }

    private static void givenUp(byte how, Object future) {
        if (givenUpTokens > 0) {
            givenUpTokens--;
            // The timer's thread knows nothing of who set the limit.
            boolean traced = how != LIMITED && traceTokens > 0;
            traceTokens -= traced ? 1 : 0;
            stamp(how, null, future, traced);
        }
    }

    private static void stamp(byte kind, WorkerRecord worker, Object future, boolean traced) {
        Class<?> type = Thread.currentThread().getClass();
        Trace trace = traced && type != virtualThread && type != carrierThread ? new Trace() : null;
        ring.offer(new Stamp(kind, worker, future, trace));
    }

    /** Moves what was seen into an array; returns how many. poolscope's thread only. */
    public static int drain(Stamp[] into) {
        return ring.drain(into);
    }

    /** Calls of {@code complete} that came too late, since the start; exact but for races of two of them. */
    public static long tooLate() {
        return tooLate;
    }
}
