package io.poolscope.watch;

import io.poolscope.jdk.Locks;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.ContendedLock;
import io.poolscope.snapshot.Stack;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who waited for one lock between two looks, and who held it. Mutable; poolscope's thread only. */
final class LockTally {
    /** Places at which the workers of one pool wait for it. */
    private static final int MAX_PLACES = 16;

    /** What one count saw of it. */
    static final class Round {
        final LockTally tally;
        /** The ownable lock; null for a monitor. */
        final @Nullable Object sync;

        int waiters;
        /** Of a monitor; 0 where the JVM does not say. */
        long ownerId;

        Round(LockTally tally, @Nullable Object sync) {
            this.tally = tally;
            this.sync = sync;
        }
    }

    private static final class OfPool {
        int waiters;
        final Map<CodeLocation, Integer> places = new HashMap<>();
        final Map<CodeLocation, Reading> readings = new HashMap<>();
    }

    final String lock;
    private final String lockClass;
    private final Map<Pool, OfPool> pools = new IdentityHashMap<>();
    /** Sum over the counts. */
    int waiters;

    /** Whether its owner's stack was taken. */
    boolean ran;

    private String holder = "";
    private @Nullable Pool holderPool;
    private long holderWaited;
    private @Nullable CodeLocation holderAt;
    private @Nullable Stack holderStack;
    private @Nullable CodeLocation takenIn;

    LockTally(String lock, String lockClass) {
        this.lock = lock;
        this.lockClass = lockClass;
    }

    void add(OpenWait wait, int weight) {
        waiters += weight;
        OfPool pool = pools.computeIfAbsent(wait.worker.pool, any -> new OfPool());
        pool.waiters += weight;
        Reading reading = wait.reading;
        if (reading != null && (pool.places.containsKey(reading.site()) || pool.places.size() < MAX_PLACES)) {
            pool.places.merge(reading.site(), weight, Integer::sum);
            pool.readings.put(reading.site(), reading);
        }
    }

    /** The owner is a worker that waits itself, for something else. */
    void waits(Worker owner, OpenWait own, long now) {
        Reading reading = own.reading;
        held(owner.thread.getName(), owner.pool);
        holderWaited = Math.max(holderWaited, now - own.since);
        if (reading != null) {
            holderAt = reading.site();
            holderStack = reading.stack();
        }
    }

    /**
     * The owner runs, or is no worker: takes its stack.
     *
     * @return whether it was the owner still
     */
    boolean runs(Round round, long id, @Nullable Worker owner, Seen seen) {
        @Nullable ThreadInfo[] infos = seen.waits().taker.runners(new long[] {id}, round.sync == null);
        ThreadInfo info = infos.length == 0 ? null : infos[0];
        if (info == null) {
            return false;
        }
        HeldMonitors.Held monitor = null;
        if (round.sync == null) {
            for (HeldMonitors.Held held : HeldMonitors.of(info)) {
                monitor = held.lock().equals(lock) ? held : monitor;
            }
        }
        Thread holds = Locks.owner(round.sync);
        boolean still = round.sync == null ? monitor != null : holds != null && ThreadFacts.tid(holds) == id;
        StackTraceElement[] stack = info.getStackTrace();
        // A worker that has begun to wait just now is known as one that waits at the next count.
        boolean waits = owner != null && info.getThreadState() != Thread.State.RUNNABLE;
        if (!still || waits || stack.length == 0) {
            return false;
        }
        held(info.getThreadName(), owner == null ? null : owner.pool);
        CodeLocation at = seen.traces().applicationFrame(stack);
        holderAt = at == null ? CodeLocation.of(stack[0]) : at;
        holderStack = seen.traces().stack(stack);
        ran = true;
        takenIn = monitor == null || monitor.enteredAt() == null ? null : CodeLocation.of(monitor.enteredAt());
        return true;
    }

    private void held(String thread, @Nullable Pool pool) {
        holder = thread;
        holderPool = pool;
    }

    /**
     * What there is to tell.
     *
     * @param counts how often was counted since the last look
     */
    ContendedLock fact(int counts, Seen seen) {
        List<ContendedLock.Behind> behind = new ArrayList<>();
        Map<String, OfPool> rows = new HashMap<>();
        pools.forEach((pool, of) -> {
            String row = seen.rowId(pool);
            if (row != null) {
                rows.merge(row, of, LockTally::plus);
            }
        });
        rows.forEach((row, of) -> {
            Reading most = of.places.entrySet().stream()
                    .max(Map.Entry.<CodeLocation, Integer>comparingByValue()
                            .thenComparing(e -> e.getKey().toString()))
                    .map(e -> of.readings.get(e.getKey()))
                    .orElse(null);
            behind.add(new ContendedLock.Behind(
                    row,
                    of.waiters / (double) counts,
                    most == null ? null : most.site(),
                    most == null ? null : most.call(),
                    most == null ? null : most.stack()));
        });
        behind.sort(Comparator.comparingDouble(ContendedLock.Behind::waiters)
                .reversed()
                .thenComparing(ContendedLock.Behind::poolId));
        return new ContendedLock(lock, lockClass, waiters / (double) counts, List.copyOf(behind), owner(seen));
    }

    private static OfPool plus(OfPool one, OfPool other) {
        one.waiters += other.waiters;
        other.places.forEach((place, n) -> one.places.merge(place, n, Integer::sum));
        one.readings.putAll(other.readings);
        return one;
    }

    private ContendedLock.@Nullable Owner owner(Seen seen) {
        return holder.isEmpty()
                ? null
                : new ContendedLock.Owner(
                        holder,
                        holderPool == null ? null : seen.rowId(holderPool),
                        holderWaited / 1e6,
                        holderAt,
                        holderStack,
                        takenIn);
    }
}
