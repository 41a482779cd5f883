package io.poolscope.watch;

import io.poolscope.bootstrap.PoolRecord;
import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.Trace;
import io.poolscope.guard.Fuses;
import io.poolscope.jdk.LiveThreads;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.Pools;
import io.poolscope.snapshot.CodeLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the executors of the JVM: from their live threads, which needs no help of the application, and from the probes'
 * records of constructors. poolscope's thread only.
 */
final class PoolRegistry {
    /** Executors followed; each costs up to 50 KB. A thousand, and room for what begins to starve beside them. */
    static final int MAX_POOLS = 1_100;
    /** Workers followed, 30 bytes of reads each in a sample. Ten thousand, and room for what begins to starve beside them. */
    static final int MAX_WORKERS = 12_000;
    /** Workers from which on no thread is followed of which only its state is told: the rest is for pools. */
    private static final int MAX_UNJUDGED = 2_000;
    /** poolscope's own threads. */
    private static final String OWN = "poolscope-";

    private final List<PoolFamily> families = Pools.all();
    private final LiveThreads threads = new LiveThreads();
    private final LongSet known = new LongSet();
    private final List<Pool> pools = new ArrayList<>();
    private final PoolRecord[] records = new PoolRecord[MAX_POOLS];
    private final Fuses fuses;
    private final GivenUp givenUp = new GivenUp();
    private final Traces traces;
    private final int seconds;
    private final LongUnaryOperator cpuNanos;

    /** Time of all samples before the one that is being taken, nanoseconds: from then on a new pool is read. */
    long clock;

    private long startedThreads = -1;
    private boolean first = true;
    private int nextId;
    private int workers;
    private long lostPools;
    private long lostWorkers;
    private long unreadable;

    /**
     * Makes an empty one.
     *
     * @param traces reads the stacks of constructors
     * @param seconds length of the window
     * @param cpuNanos CPU time of a thread by id
     * @param fuses keep a family that fails away from the others
     */
    PoolRegistry(Traces traces, int seconds, LongUnaryOperator cpuNanos, Fuses fuses) {
        this.fuses = fuses;
        this.traces = traces;
        this.seconds = seconds;
        this.cpuNanos = cpuNanos;
    }

    /** The executors followed, in the order in which they were met. */
    List<Pool> pools() {
        return pools;
    }

    /**
     * Looks for new workers, if any thread has started since the last time.
     *
     * @param started threads ever started in this JVM, read before
     * @param probing whether workers are to get a record
     */
    void discover(long started, boolean probing) {
        if (started == startedThreads) {
            return;
        }
        startedThreads = started;
        threads.read();
        if (known.size() > 2 * threads.size() + 256) {
            forgetEnded();
        }
        Thread self = Thread.currentThread();
        for (int i = 0; i < threads.size(); i++) {
            Thread thread = threads.get(i);
            long tid = ThreadFacts.tid(thread);
            if (!known.contains(tid) && (thread == self || judge(thread, tid, probing))) {
                known.add(tid);
            }
        }
        threads.clear();
        first = false;
    }

    private void forgetEnded() {
        known.clear();
        for (Pool pool : pools) {
            for (Worker worker : pool.workers) {
                known.add(worker.tid);
            }
        }
    }

    /** Returns whether no further look at this thread is needed. */
    private boolean judge(Thread thread, long tid, boolean probing) {
        try {
            String name = thread.getName();
            return name != null && name.startsWith(OWN) || find(thread, tid, probing);
        } catch (Throwable e) {
            unreadable++;
            return true;
        }
    }

    private boolean find(Thread thread, long tid, boolean probing) {
        for (PoolFamily family : families) {
            Object seat = givenUp.seat(family, thread, fuses);
            if (seat != null) {
                Object executor = family.executorOf(seat);
                if (executor == null) {
                    return false; // still being set up
                }
                addWorker(thread, tid, seat, executor, family, probing);
                for (Thread other : family.companions(seat)) {
                    Object its = family.seatOf(other);
                    if (its != null) {
                        addWorker(other, ThreadFacts.tid(other), its, executor, family, probing);
                    }
                }
                return true;
            }
        }
        return true;
    }

    private void addWorker(Thread thread, long tid, Object seat, Object executor, PoolFamily family, boolean probing) {
        if (workers >= (family.judged() ? MAX_WORKERS : MAX_UNJUDGED)) {
            lostWorkers++;
            return;
        }
        Pool pool = of(executor);
        if (pool == null) {
            if (givenUp.contains(executor)) {
                return;
            }
            pool = add(executor, family, Records.pool(executor), thread.getName());
            if (pool == null) {
                return;
            }
        } else if (pool.unnamed) {
            pool.family(family);
            name(pool, executor, thread.getName());
        }
        Worker worker = new Worker(thread, tid, pool, seat);
        if (family.judged()) {
            worker.record = probing ? Records.register(thread) : Records.of(thread);
            worker.cpuNanos = cpuNanos.applyAsLong(tid);
        }
        pool.workers.add(worker);
        workers++;
    }

    /** Gives the workers their records that came before there were probes to write them. */
    void giveRecords(Pool pool) {
        for (Worker worker : pool.workers) {
            if (worker.record == null) {
                worker.record = Records.register(worker.thread);
            }
        }
    }

    private @Nullable Pool of(Object executor) {
        for (int i = pools.size() - 1; i >= 0; i--) {
            if (pools.get(i).executor() == executor) {
                return pools.get(i);
            }
        }
        return null;
    }

    private @Nullable Pool add(
            Object executor, PoolFamily family, @Nullable PoolRecord record, @Nullable String threadName) {
        if (pools.size() >= MAX_POOLS) {
            lostPools++;
            return null;
        }
        PoolMeter meter = new PoolMeter(seconds, !first);
        Pool pool = new Pool("p" + ++nextId, "", executor, family, meter, seconds);
        pool.readTo = clock;
        created(pool, record);
        name(pool, executor, threadName);
        pools.add(pool);
        return pool;
    }

    private void name(Pool pool, Object executor, @Nullable String threadName) {
        String known = pool.family().name(executor);
        pool.unnamed = known == null && threadName == null;
        if (known != null) {
            pool.name = PoolNames.cut(known);
        } else {
            pool.name = threadName == null
                    ? PoolNames.ofNew(pool.type(), pool.createdAt)
                    : PoolNames.of(threadName, pool.createdAt);
        }
    }

    private void created(Pool pool, @Nullable PoolRecord record) {
        pool.record = record;
        Trace trace = record == null ? null : record.createdAt;
        if (record != null && trace != null) {
            StackTraceElement[] frames = trace.getStackTrace();
            record.createdAt = null;
            CodeLocation application = traces.applicationFrame(frames);
            CodeLocation creator = Traces.foreignFrame(frames);
            pool.createdByLibrary = application == null;
            pool.createdInLibrary = creator != null && !traces.application(creator.className());
            pool.createdAt = application != null ? application : creator;
            pool.createdBy = traces.trail(frames);
        }
    }

    /**
     * Once a second: takes the executors that the probes saw, and drops those that are over.
     *
     * @return those that were dropped
     */
    List<Pool> refresh(Waits waits, long now) {
        List<Pool> ended = new ArrayList<>();
        int count = Records.pools(records);
        for (int i = 0; i < count; i++) {
            PoolRecord record = records[i];
            records[i] = null;
            Object executor = record == null ? null : record.get();
            if (record != null && executor != null && !followed(record)) {
                adopt(executor, record);
            }
        }
        workers = 0;
        for (int i = pools.size() - 1; i >= 0; i--) {
            if (givenUp.take(pools.get(i), waits, now) || over(pools.get(i))) {
                ended.add(pools.remove(i));
            } else {
                workers += pools.get(i).workers.size();
            }
        }
        return ended;
    }

    private boolean over(Pool pool) {
        try {
            return pool.over();
        } catch (Throwable e) {
            unread(pool, e);
            return false;
        }
    }

    private boolean followed(PoolRecord record) {
        for (Pool pool : pools) {
            if (pool.record == record) {
                return true;
            }
        }
        return false;
    }

    private void adopt(Object executor, PoolRecord record) {
        if (givenUp.contains(executor)) {
            return;
        }
        Pool pool = of(executor);
        if (pool != null) {
            created(pool, record); // a name that a thread has given stays: series of it exist
            return;
        }
        for (PoolFamily family : families) {
            if (family.owns(executor)) {
                if (!family.terminated(executor)) {
                    add(executor, family, record, null);
                }
                return;
            }
        }
    }

    /** A pool could not be read: after some time of that it is given up. */
    void unread(Pool pool, Throwable e) {
        givenUp.unread(pool, e, fuses);
    }

    /** How often a pool could not be read. */
    long unread() {
        return givenUp.failures();
    }

    /** The followed executor, or null. */
    @Nullable
    Pool poolOf(@Nullable Object executor) {
        return executor == null ? null : of(executor);
    }

    /** How many workers are followed. */
    int workers() {
        return workers;
    }

    /** Executors left out because too many are followed. */
    long lostPools() {
        return lostPools;
    }

    /** Threads that could not be read. */
    long unreadable() {
        return unreadable;
    }

    /** Workers left out because too many are followed. */
    long lostWorkers() {
        return lostWorkers;
    }
}
