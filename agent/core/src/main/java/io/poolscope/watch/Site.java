package io.poolscope.watch;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Durations;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One place at which workers of one pool wait for one kind of thing. Mutable; poolscope's thread only. */
final class Site {
    /**
     * What makes a site.
     *
     * @param pool the pool
     * @param kind what is waited for
     * @param family what thread state and blocker alone say of these waits, see {@link OpenWait#family}
     * @param location the application's frame
     */
    record Key(Pool pool, BlockKind kind, BlockKind family, io.poolscope.snapshot.CodeLocation location) {}

    private static final int BLOCKED = 0;
    private static final int COMPENSATED = 1;
    private static final int ENDED = 2;
    private static final int SERIES = 3;
    /** Names of locks kept for a site. */
    private static final int MAX_LOCKS = 8;

    final Key key;
    /** Of the wait seen last: the stack may differ from wait to wait, the site does not. */
    Reading reading;
    /** Of the wait seen last. */
    @Nullable
    Awaits awaits;

    /** The open wait that was met last in this look, of which {@link #awaits} will tell; null between looks. */
    @Nullable
    OpenWait latest;

    final Set<String> locks = new LinkedHashSet<>();
    /** Whether every wait of at least a millisecond was counted by the probes. */
    boolean counted;

    private long sinceLook;
    private final RollingSums window;
    private final RollingDurations durations;
    /** Those that a single sample saw; nothing is known of their length but that it is less than two samples. */
    private final RollingDurations brief;

    Site(Key key, Reading reading, long windowNanos) {
        this.key = key;
        this.reading = reading;
        this.window = new RollingSums(Math.max(1, (int) (windowNanos / 1_000_000_000L)), SERIES);
        this.durations = new RollingDurations(windowNanos);
        this.brief = new RollingDurations(windowNanos);
    }

    /** Worker time that went here, and the part of it for which another worker stood in, nanoseconds. */
    void charge(long now, long nanos, long compensated) {
        window.add(BLOCKED, now, nanos);
        sinceLook += nanos;
        if (compensated > 0) {
            window.add(COMPENSATED, now, compensated);
        }
    }

    /** A wait ended after so many nanoseconds. */
    void ended(long now, long nanos) {
        window.add(ENDED, now, 1);
        durations.add(now, nanos);
    }

    /** Worker time that went here since the last call, nanoseconds. */
    long takeSinceLook() {
        long taken = sinceLook;
        sinceLook = 0;
        return taken;
    }

    /** A wait ended that was followed by samples, so many of them. */
    void endedSampled(long now, long nanos, int samples) {
        window.add(ENDED, now, 1);
        (samples < RunTimes.FOLLOWED ? brief : durations).add(now, nanos);
    }

    long blockedNanos(long now) {
        return window.sum(BLOCKED, now);
    }

    long compensatedNanos(long now) {
        return window.sum(COMPENSATED, now);
    }

    long endedWaits(long now) {
        return window.sum(ENDED, now);
    }

    /** How long the waits took; null where none has ended. */
    @Nullable
    Durations durations(long now) {
        return counted ? durations.durations(now) : durations.durations(now, brief);
    }

    void held(String lock) {
        if (locks.size() < MAX_LOCKS) {
            locks.add(lock);
        }
    }
}
