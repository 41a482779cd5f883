package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The failures of tasks and stages that nobody has read so far, and the landing sites of the advice that makes, reads
 * and passes them on.
 *
 * <p>What is followed is the exception, not the future: a chain hands one and the same exception from stage to stage, so
 * whoever reads any of them knows of the failure, and one that nobody reads is one loss and not ten. Assumptions and
 * guarantees are those of {@link Hooks}. All of this happens on the way of a failure; where advice sits on a way that a
 * success takes too, it costs a comparison of two fields, {@link #any()}, or of what the method returns.
 *
 * <p>The table is open-addressed by the identity of the exception and bounded; what finds no room is counted.
 */
public final class Failures {
    // Set by the core, by reflection, right after it has defined these classes and before Outcomes is initialised.
    /** {@code Throwable.cause}. */
    public static VarHandle causeOfThrowable;
    /** {@code CompletableFuture.result}. */
    public static VarHandle resultOfFuture;
    /** {@code CompletableFuture.AltResult.ex}. */
    public static VarHandle failureOfResult;
    /** {@code CompletableFuture.Completion.next}. */
    public static VarHandle nextOfDependent;
    /** {@code CompletableFuture.Completion.isLive}, of type {@code (Object)boolean}. */
    public static MethodHandle liveDependent;
    /** {@code CompletableFuture.AltResult}. */
    public static Class<?> failedResult;

    /** Failures that may wait to be read at once; 16 kB of references. */
    static final int SIZE = 1 << 12;
    /** Places a search looks at. */
    private static final int REACH = 64;
    /** Causes of an exception that count as read with it. */
    private static final int CAUSES = 8;
    /** Stacks taken before the first sample. */
    private static final int FIRST_GRANT = 16;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Failure[].class);
    private static final VarHandle INSERTED;
    private static final VarHandle NEWEST;
    private static final Failure GONE = new Failure(new Trace(), 0, Failure.TASK, null, null, null, null);
    private static final Failure[] table = new Failure[SIZE];

    static {
        try {
            INSERTED = MethodHandles.lookup().findStaticVarHandle(Failures.class, "inserted", long.class);
            NEWEST = MethodHandles.lookup().findStaticVarHandle(Failures.class, "newest", Failure.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static boolean on;
    private static Class<?> virtualThread;
    private static Class<?> carrierThread;
    private static int traceTokens;
    private static volatile long inserted;
    /** Those that were registered since the reader came; a list, so that it need not search the table. */
    private static volatile Failure newest;
    /** Only poolscope's thread writes; who reads it late takes a table for filled that is empty. */
    private static long removed;

    private static long lost;

    private Failures() {}

    static void start(Class<?> virtual, Class<?> carrier) {
        virtualThread = virtual;
        carrierThread = carrier;
        traceTokens = FIRST_GRANT;
        Promises.start(virtual, carrier);
        on = true;
    }

    static void stop() {
        on = false;
        Promises.stop();
        for (int i = 0; i < SIZE; i++) {
            Failure failure = table[i];
            if (failure != null) {
                // From now on nobody sees it being read.
                failure.read();
                failure.release();
            }
            SLOT.setRelease(table, i, null);
        }
        removed = inserted;
        newest = null;
        lost = 0;
        RacedFutures.clear();
    }

    /** Whether any failure waits to be read: for advice on ways that a success takes too. */
    public static boolean any() {
        return inserted != removed;
    }

    /** A {@code FutureTask} is about to fail. */
    public static void taskFailed(Object callable, Throwable thrown) {
        if (on) {
            register(thrown, Failure.TASK, callable, null, null);
        }
    }

    /** A {@code FutureTask} was about to fail: whether it did. */
    public static void taskSettled(int state, Throwable thrown) {
        // FutureTask.EXCEPTIONAL, 17 and 25: else it was cancelled before.
        if (state != 3) {
            read(thrown);
        }
    }

    /** The function of a stage threw. */
    public static void stageFailed(Object stage, Throwable thrown) {
        if (on) {
            register(thrown, Failure.STAGE, null, stage, null);
        }
    }

    /** Code is about to complete a future with an exception. */
    public static void given(Throwable thrown) {
        if (on && thrown != null) {
            Thread thread = Thread.currentThread();
            Trace trace = null;
            if (traceTokens > 0 && thread.getClass() != virtualThread && thread.getClass() != carrierThread) {
                traceTokens--;
                trace = new Trace();
            }
            register(thrown, Failure.GIVEN, null, null, trace);
        }
    }

    /** A future was about to take an exception: whether it did, and what its dependents are. */
    public static void settled(Object future, Throwable thrown, Object dependents, boolean taken) {
        if (!any() || thrown == null) {
            return;
        }
        Failure failure = find(Outcomes.root(thrown));
        if (failure != null) {
            if (taken) {
                fate(failure, future, dependents);
            } else {
                // It was complete before, by a time limit or a cancellation: nobody wants to know.
                failure.read();
            }
        }
    }

    /** A future was given a result, maybe an exception, or that of another stage: whether it took it. */
    public static void relayed(Object future, Object result, Object dependents, boolean taken) {
        Throwable thrown = Outcomes.failure(result);
        if (thrown != null) {
            if (taken) {
                carried(thrown);
            }
            settled(future, thrown, dependents, taken);
        }
    }

    /** A stage is about to fail as its source did. */
    public static void carried(Throwable thrown) {
        if (thrown != null && any()) {
            Failure failure = find(Outcomes.root(thrown));
            if (failure != null) {
                failure.change(Failure.MERGED, Failure.UNREAD);
            }
        }
    }

    /** Somebody got to see an exception: also its causes are known then. */
    public static void read(Throwable thrown) {
        Throwable each = thrown;
        for (int i = 0; i < CAUSES && each != null && any(); i++) {
            Failure failure = find(each);
            if (failure != null) {
                failure.read();
            }
            each = Outcomes.cause(each);
        }
    }

    /** Somebody got to see the outcome of a {@code CompletableFuture}. */
    public static void readResult(Object result) {
        read(Outcomes.failure(result));
    }

    /** Somebody got to see the outcome of a {@code FutureTask} that failed. */
    public static void readOutcome(Object outcome) {
        if (outcome instanceof Throwable) {
            read((Throwable) outcome);
        }
    }

    /** An action gets to see how a stage ended; that which only takes back a time limit does not look at it. */
    public static void seen(Object result, Object action) {
        Throwable thrown = Outcomes.failure(result);
        if (thrown != null && !Outcomes.cancelsLimit(action)) {
            read(thrown);
        }
    }

    private static void fate(Failure failure, Object future, Object dependents) {
        int fate;
        try {
            fate = Outcomes.fate(dependents, RacedFutures.contains(future));
        } catch (Throwable e) {
            Records.failures++;
            fate = Failure.READ;
        }
        if (fate != Failure.UNREAD) {
            failure.change(Failure.UNREAD, fate);
        }
    }

    private static void register(Throwable thrown, byte how, Object callable, Object stage, Trace trace) {
        Throwable root = Outcomes.root(thrown);
        int hash = System.identityHashCode(root);
        Failure made = null;
        while (true) {
            int free = -1;
            Failure there = null;
            for (int i = 0; i < REACH; i++) {
                int at = hash + i & SIZE - 1;
                Failure failure = (Failure) SLOT.getAcquire(table, at);
                if (failure != null && failure != GONE && failure.refersTo(root)) {
                    if (failure.unread()) {
                        return;
                    }
                    // Read once, and thrown again: it is unread again.
                    free = at;
                    there = failure;
                    break;
                }
                if (free < 0 && (failure == null || failure == GONE)) {
                    free = at;
                    there = failure;
                }
                if (failure == null) {
                    break;
                }
            }
            if (free < 0) {
                lost++;
                return;
            }
            if (made == null) {
                made = made(root, hash, how, callable, stage, trace);
            }
            boolean again = there != null && there != GONE;
            if (!again) {
                INSERTED.getAndAdd(1L);
            }
            if (SLOT.compareAndSet(table, free, there, made)) {
                do {
                    made.before = newest;
                } while (!NEWEST.compareAndSet(made.before, made));
                return;
            }
            if (!again) {
                INSERTED.getAndAdd(-1L);
            }
        }
    }

    private static Failure made(Throwable root, int hash, byte how, Object callable, Object stage, Trace trace) {
        Thread thread = Thread.currentThread();
        WorkerRecord worker = thread.getClass() == virtualThread ? null : Records.of(thread);
        Object task = worker == null ? null : worker.task;
        Object function = callable;
        if (how == Failure.STAGE && worker != null && stage != null && worker.completes == stage) {
            function = worker.function;
        }
        return new Failure(root, hash, how, task, function, worker, trace);
    }

    static Failure find(Throwable thrown) {
        int hash = System.identityHashCode(thrown);
        for (int i = 0; i < REACH; i++) {
            Failure failure = (Failure) SLOT.getAcquire(table, hash + i & SIZE - 1);
            if (failure == null) {
                return null;
            }
            if (failure != GONE && failure.refersTo(thrown)) {
                return failure;
            }
        }
        return null;
    }

    /** Allows so many stacks until the next call. poolscope's thread, once a sample. */
    public static void grant(int traces) {
        traceTokens = traces;
    }

    /** The entry of an exception, or null. For the self-test. */
    public static Failure of(Throwable thrown) {
        return find(thrown);
    }

    /**
     * Hands over the failures that were registered since the last call, newest first; returns how many. Those that find
     * no room in the array are given up, counted. poolscope's thread only.
     */
    public static int take(Failure[] into) {
        if (newest == null) {
            return 0;
        }
        int count = 0;
        Failure each = (Failure) NEWEST.getAndSet((Failure) null);
        while (each != null) {
            Failure before = each.before;
            each.before = null;
            if (count < into.length) {
                into[count++] = each;
            } else {
                lost++;
                remove(each);
            }
            each = before;
        }
        return count;
    }

    /** Takes a failure out; false where it has failed another task since. poolscope's thread only. */
    public static boolean remove(Failure failure) {
        for (int i = 0; i < REACH; i++) {
            int at = failure.hash + i & SIZE - 1;
            if (table[at] == failure) {
                if (SLOT.compareAndSet(table, at, failure, GONE)) {
                    removed++;
                    return true;
                }
                return false;
            }
        }
        return false;
    }

    /** Losers of a race that could not be remembered: their failures cannot be told from others. */
    public static long racesLost() {
        return RacedFutures.lost();
    }

    /** Failures that found the table full. */
    public static long lost() {
        return lost;
    }
}
