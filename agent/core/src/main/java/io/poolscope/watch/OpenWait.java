package io.poolscope.watch;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wait that is open on a worker: the same task, the same thread state, the same blocker from one sample to the next.
 * Mutable; poolscope's thread only.
 */
final class OpenWait {
    /** Before {@code lock-held-while-waiting} asks what is held, at 50 ms; most waits are over by then. Nanoseconds. */
    private static final long HELD_AFTER = 40_000_000L;

    /**
     * Before a wait that lasts is looked at again: two waits for the same thing between two samples look like one, and the
     * second stands where the first did not. Before the 500 ms at which rules speak up; after most waits for a service are
     * over. From then on at twice the age each time. Nanoseconds.
     */
    private static final long CONFIRM_AFTER = 300_000_000L;

    final Worker worker;
    final Thread.State javaState;

    @Nullable
    final Object blocker;

    final long taskNumber;
    /** Clock nanoseconds of the first sample that saw it. */
    final long since;
    /** What thread state and blocker said, before any stack. */
    final BlockKind guess;
    /** {@link #guess} as far as it is sure: without a blocker a sleep and an {@code Object.wait} look the same. */
    final BlockKind family;

    BlockKind kind;
    /** Clock nanoseconds of the last sample that saw it. */
    long lastSeen;
    /** Samples that saw it. */
    int samples = 1;
    /** Up to when its time was charged. */
    long chargedUntil;
    /** When its time began to be charged: the sample before the first that saw it. */
    final long chargedFrom;
    /** Integral of the pool's compensated share at {@link #chargedUntil}. */
    double compensatedUntil;
    /** Whether it waits for its turn to have its stack taken. */
    boolean asked;

    /** Whether it is in the pool's totals. */
    boolean told;

    boolean ended;
    /** Whether it was seen to be for a task of the worker's own pool. */
    boolean nested;
    /** Whether the probes will count it when it ends. */
    boolean counted;
    /** Waits for futures that its worker's record had counted when this one was open; it is the next. */
    long before = -1;
    /** Slot of the ring that gets its stack, if it takes long enough; counts up as {@code WorkerRecord.written} does. */
    long slot = -1;
    /** Whether it was open at the first look. */
    boolean beganBefore;
    /** From its stack; null until taken. */
    @Nullable
    Reading reading;
    /** Where its time goes; null until its stack was taken, or where the table of sites is full. */
    @Nullable
    Site site;
    /** Monitors held, by its stack. */
    List<HeldMonitors.Held> held = List.of();
    /** Whether its stack was taken in the way that does not tell {@link #held}. */
    boolean heldUnknown;
    /** The age at which it is looked at once more, nanoseconds. */
    private long confirmAt = CONFIRM_AFTER;
    /** What is said of its end as long as only the class of the blocker is known: the blocker stays the same. */
    @Nullable
    Awaits awaitsUnknown;
    /** Class and hash of the monitor that it waits on or for, by its stack; null where there is none. */
    @Nullable
    String monitor;

    /**
     * A wait that was just seen for the first time.
     *
     * @param sampled nanoseconds since the sample before: it is charged with them, as each sample is
     */
    OpenWait(Worker worker, @Nullable Object blocker, BlockKind guess, long now, long sampled) {
        this.worker = worker;
        this.javaState = worker.javaState;
        this.blocker = blocker;
        this.taskNumber = worker.taskNumber;
        this.guess = guess;
        this.family = family(guess);
        this.kind = guess;
        this.since = now;
        this.lastSeen = now;
        this.chargedFrom = now - sampled;
        this.chargedUntil = chargedFrom;
    }

    static BlockKind family(BlockKind guess) {
        return guess == BlockKind.SLEEP ? BlockKind.OBJECT_WAIT : guess;
    }

    boolean isStillThatOf(Worker now, @Nullable Object nowBlocker) {
        return now.taskNumber == taskNumber && now.javaState == javaState && nowBlocker == blocker;
    }

    /**
     * A wait for a future of the JDK parks with a blocker. One that was seen without was seen at its end, and the stack is
     * that of the next: the probe has counted the first, and will count the second. But what waits for the subtasks of a
     * {@code StructuredTaskScope} parks without one.
     */
    boolean isAnotherThan(Reading stack) {
        List<String> frames = stack.stack().frames();
        return stack.kind() == BlockKind.FUTURE
                && blocker == null
                && frames.get(0).startsWith("jdk.internal.misc.Unsafe.park")
                && frames.stream().noneMatch(frame -> frame.startsWith("jdk.internal.misc.ThreadFlock."));
    }

    /** Enters what its stack says. */
    void read(Reading stack, @Nullable Site at) {
        reading = stack;
        kind = stack.kind();
        worker.kind = kind;
        site = at;
    }

    /** Enters what only a stack that was taken while all threads stood still says. */
    void monitors(ThreadInfo info) {
        held = HeldMonitors.of(info);
        heldUnknown = false;
        LockInfo lock = info.getLockInfo();
        monitor = lock == null ? null : LockWaits.name(lock.getClassName(), lock.getIdentityHashCode());
    }

    /** Whether its stack is to be asked for: for its place. */
    boolean lacksPlace() {
        return reading == null && !asked;
    }

    /** Whether its stack is to be asked for once more: it lasts, and its place or the monitors it holds may be others. */
    boolean lacksMore(long now) {
        if (asked) {
            return false;
        }
        long age = now - since;
        if (age >= confirmAt && javaState != Thread.State.RUNNABLE && !counted) {
            confirmAt = 2 * age;
            return true;
        }
        return heldUnknown && age >= HELD_AFTER;
    }

    /** Whether a later stack of it shows that it ended, and that its worker waits elsewhere by now. */
    boolean isElsewhere(Reading later) {
        return reading != null
                && !counted
                && (later.kind() != reading.kind() || !Objects.equals(later.site(), reading.site()));
    }

    /** Whether it waits in {@code ForkJoinPool.managedBlock}, or helps and compensates in {@code ForkJoinTask.join}. */
    boolean managed() {
        return reading != null && reading.managed();
    }

    /** How long it lasted, nanoseconds: right on average, as the time that is charged. */
    long length() {
        return lastSeen - chargedFrom;
    }

    /** Whether its stack has {@code Object.wait} on top ({@code wait0} from 19 on). */
    boolean onMonitor() {
        return reading != null && reading.stack().frames().get(0).startsWith("java.lang.Object.wait");
    }

    /** Whether it ends by itself. */
    boolean timed() {
        return javaState == Thread.State.TIMED_WAITING ? reading == null || !reading.parksInTurns() : isLimited();
    }

    private boolean isLimited() {
        return reading != null && reading.limited();
    }
}
