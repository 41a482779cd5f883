package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerState;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows what workers wait for: decides blocked or running, takes stacks within a budget, and keeps the sites.
 *
 * <p>A wait that is known already costs a sample three comparisons. Its time is charged at the looks and when it ends;
 * each sample that saw a worker blocked stands for the time since the sample before, which is unbiased for any kind and
 * length of wait. Where a probe counts the waits of a kind, the probe's figures are charged and the sampled ones are not.
 */
final class Waits {
    /** A sample that comes after a longer gap (a paused JVM) stands for no more than this. Nanoseconds. */
    private static final long MAX_SAMPLED = 1_000_000_000L;

    /** Between two looks: what is met open before the first may have begun at any time before. Nanoseconds. */
    private static final long LOOK = 1_000_000_000L;

    /** Queued tasks looked at between looks in a second: some milliseconds. */
    private static final int SEARCHES = 50_000;
    /** What one search costs even in an empty queue, in queued tasks. */
    private static final int SEARCH = 100;

    /** Waits from which those are chosen whose stack is taken at first sight. */
    private static final int MAX_FRESH = 256;

    private final Frames frames;
    /** Where tasks were handed over, as far as that was seen. */
    final Submissions submissions;

    private final StackReader reader;
    private final StackTaker taker;
    private final Suspects suspects;
    private final NativeWaits natives = new NativeWaits();
    private final CountedWaits counts;
    private final Sites sites;

    /** Those that this sample saw first, and whose place no probe will tell. */
    private final List<OpenWait> fresh = new ArrayList<>();

    private final Set<OpenWait> open = new LinkedHashSet<>();

    /** Those of the last look, and since then those that had a worker inside a task. */
    private final Set<Pool> pools = new LinkedHashSet<>();

    private @Nullable Pool observed;
    private @Nullable Live live;
    private long previous;
    private long sampleNanos;
    private long first = Long.MIN_VALUE;
    private long notAsked;
    private double searchBudget = SEARCHES;
    private long graphsTooLarge;
    private long searchesCut;

    /**
     * Nothing is watched yet.
     *
     * @param settings bounds
     * @param frames which frames are the application's
     * @param submissions where tasks were handed over
     */
    Waits(SamplerSettings settings, Frames frames, Submissions submissions) {
        this.frames = frames;
        this.submissions = submissions;
        this.reader = new StackReader(frames);
        this.taker = new StackTaker(settings.stacksPerSecond(), settings.stackDepth());
        this.suspects = new Suspects(taker);
        this.sites = new Sites(settings.maxSites(), settings.window().toNanos());
        this.counts = new CountedWaits(reader, settings.stacksPerSecond(), sites);
        this.sampleNanos = settings.interval().toNanos();
        this.previous = Long.MIN_VALUE;
    }

    /** Decides {@link Worker#state}, {@link Worker#kind} and {@link Worker#wait} of a worker inside a task. */
    void observe(Worker worker, long now) {
        live = null;
        if (observed != worker.pool) {
            observed = worker.pool;
            pools.add(worker.pool);
        }
        if (worker.record != null) {
            sites.at(now);
            counts.drain(worker, worker.record);
        }
        switch (worker.javaState) {
            case BLOCKED, WAITING, TIMED_WAITING -> waiting(worker, now);
            case RUNNABLE -> runnable(worker, now);
            case NEW, TERMINATED -> ended(worker, now);
        }
    }

    private void waiting(Worker worker, long now) {
        Object blocker = Blockers.effective(worker.blocker);
        OpenWait wait = worker.wait;
        // One that ended after its worker was observed, but before its record was read, is counted already.
        if (wait != null && wait.isStillThatOf(worker, blocker) && !counts.hasEnded(wait)) {
            wait.lastSeen = now;
            wait.samples++;
            if (wait.reading == null && !wait.asked) {
                ask(wait);
            }
            return;
        }
        close(worker, now);
        suspects.drop(worker);
        natives.interrupted(worker);
        OpenWait next = new OpenWait(worker, blocker, guess(worker.javaState, blocker), now, elapsed(now));
        next.counted = next.family == BlockKind.FUTURE && CountedWaits.follow(next, worker.record);
        if (next.family == BlockKind.FUTURE && !next.counted && isOver(worker)) {
            running(worker);
            return;
        }
        open(worker, next);
    }

    /**
     * Whether a wait for a future that bears no mark of the probe has ended since its worker was observed. The probe
     * takes its mark back only when the blocker is gone: then the probe has counted the wait, and it must not be counted
     * twice. A wait that began before the probe was woven never had a mark, and its blocker is still there.
     */
    private static boolean isOver(Worker worker) {
        return worker.record != null && LockSupport.getBlocker(worker.thread) != worker.blocker;
    }

    private static BlockKind guess(Thread.State state, @Nullable Object blocker) {
        if (state == Thread.State.BLOCKED) {
            return BlockKind.MONITOR;
        }
        if (blocker != null) {
            return Blockers.kind(blocker);
        }
        return state == Thread.State.TIMED_WAITING ? BlockKind.SLEEP : BlockKind.OBJECT_WAIT;
    }

    private void runnable(Worker worker, long now) {
        OpenWait wait = worker.wait;
        if (wait != null && (wait.javaState != Thread.State.RUNNABLE || wait.taskNumber != worker.taskNumber)) {
            close(worker, now);
            wait = null;
        }
        switch (natives.check(worker, now)) {
            case RUNS -> {
                close(worker, now);
                suspects.drop(worker);
                running(worker);
            }
            case BARELY_RUNS -> {
                if (wait == null) {
                    suspect(worker, now);
                } else if (wait.reading != null) {
                    // Probably the next read of the same conversation; its stack will tell.
                    close(worker, now);
                    OpenWait next = new OpenWait(worker, null, wait.guess, now, elapsed(now));
                    open(worker, next);
                    ask(next);
                } else {
                    seen(wait, now);
                }
            }
            case STANDS -> {
                if (wait == null) {
                    suspect(worker, now);
                } else {
                    seen(wait, now);
                }
            }
            case SAME -> {
                if (wait == null) {
                    running(worker);
                } else {
                    seen(wait, now);
                }
            }
        }
    }

    private void seen(OpenWait wait, long now) {
        wait.lastSeen = now;
        wait.samples++;
        if (wait.reading == null && !wait.asked) {
            ask(wait);
        }
    }

    private void suspect(Worker worker, long now) {
        running(worker);
        suspects.seen(worker, now, elapsed(now));
    }

    private static void running(Worker worker) {
        worker.state = WorkerState.RUNNING;
        worker.kind = null;
    }

    private void ask(OpenWait wait) {
        wait.asked = taker.ask(wait, false);
        if (!wait.asked) {
            notAsked++;
        }
    }

    /** From now on samples come so often. */
    void interval(long nanos) {
        sampleNanos = nanos;
    }

    private void open(Worker worker, OpenWait wait) {
        PoolWaits pool = sites.pool(worker.pool);
        pool.blocked++;
        wait.compensatedUntil = pool.compensated;
        worker.wait = wait;
        worker.state = WorkerState.BLOCKED;
        worker.kind = wait.kind;
        open.add(wait);
        if (wait.reading == null && !wait.counted && fresh.size() < MAX_FRESH) {
            fresh.add(wait);
        }
        wait.beganBefore = first == Long.MIN_VALUE || wait.since - first < LOOK;
    }

    private void close(Worker worker, long now) {
        OpenWait wait = worker.wait;
        if (wait == null) {
            return;
        }
        worker.wait = null;
        worker.kind = null;
        wait.ended = true;
        open.remove(wait);
        PoolWaits pool = sites.pool(worker.pool);
        pool.blocked--;
        if (wait.managed()) {
            pool.managed--;
        }
        if (!wait.counted && !CountedWaits.countedAnyway(wait)) {
            sites.close(wait, pool, now);
        }
        if (!wait.told && !countedByProbe(wait)) {
            worker.pool.meter.totals.waited(wait.kind);
        }
    }

    private static boolean countedByProbe(OpenWait wait) {
        return wait.counted
                || CountedWaits.countedAnyway(wait)
                || (wait.onMonitor() && CountedWaits.countsObjectWaits(wait.worker.record));
    }

    /** Before the figures of a look are read: waits that are still open count too. */
    void beforeLook() {
        for (OpenWait wait : open) {
            if (!wait.told) {
                wait.told = true;
                PoolTotals totals = wait.worker.pool.meter.totals;
                if (countedByProbe(wait)) {
                    totals.waitsEarly(wait.kind, wait.family);
                } else {
                    totals.waited(wait.kind);
                }
            }
        }
    }

    /** How much time this sample stands for. */
    private long elapsed(long now) {
        return previous == Long.MIN_VALUE ? sampleNanos : Math.max(0, Math.min(MAX_SAMPLED, now - previous));
    }

    /** The worker is idle, has begun another task, or has ended: closes its open wait. */
    void ended(Worker worker, long now) {
        WorkerRecord record = worker.record;
        if (record != null) {
            sites.at(now);
            counts.drain(worker, record);
        }
        if (worker.wait != null) {
            live = null;
            close(worker, now);
        }
        suspects.drop(worker);
    }

    /** All workers of a sample were observed: takes stacks, within the budget. */
    void sampled(long now) {
        first = first == Long.MIN_VALUE ? now : first;
        long nanos = elapsed(now);
        sites.at(now);
        sites.sampled(nanos);
        natives.sampled();
        counts.refill(nanos);
        searchBudget = Math.min(SEARCHES, searchBudget + nanos * 1e-9 * SEARCHES);
        taker.take(now, fresh, (wait, info) -> taken(wait, info, now));
        fresh.clear();
        previous = now;
        live = null;
    }

    private void taken(OpenWait wait, ThreadInfo info, long now) {
        Worker worker = wait.worker;
        Reading reading;
        if (wait.javaState == Thread.State.RUNNABLE) {
            if (info.getThreadState() != Thread.State.RUNNABLE) {
                return;
            }
            reading = reader.runnable(info.getStackTrace(), HeldMonitors.anyPipe(info), natives.stuck(worker, now));
            if (suspects.contains(wait)) {
                if (reading == null) {
                    return;
                }
                suspects.confirm(wait);
                open(worker, wait);
            } else if (reading == null) {
                close(worker, now);
                running(worker);
                return;
            }
        } else {
            // The stack belongs to this wait only if the thread still stands in it.
            if (info.getThreadState() != wait.javaState
                    || Blockers.effective(LockSupport.getBlocker(worker.thread)) != wait.blocker) {
                return;
            }
            reading = reader.waiting(
                    info.getStackTrace(),
                    wait.blocker == null && wait.family == BlockKind.OBJECT_WAIT ? null : wait.guess);
        }
        if (reading == null || wait.ended || ofAnotherWait(wait, reading)) {
            return;
        }
        wait.reading = reading;
        wait.kind = reading.kind();
        worker.kind = reading.kind();
        wait.held = HeldMonitors.of(info);
        LockInfo lock = info.getLockInfo();
        wait.monitor = lock == null ? null : LockWaits.name(lock.getClassName(), lock.getIdentityHashCode());
        PoolWaits pool = sites.pool(worker.pool);
        if (wait.managed()) {
            pool.managed++;
        }
        wait.site = sites.site(worker.pool, wait.family, reading, now);
    }

    /**
     * A wait for a future of the JDK parks with a blocker. One that was seen without was seen at its end, and the stack is
     * that of the next: the probe has counted the first, and will count the second.
     */
    private static boolean ofAnotherWait(OpenWait wait, Reading reading) {
        return reading.kind() == BlockKind.FUTURE
                && wait.blocker == null
                && reading.stack().frames().get(0).startsWith("jdk.internal.misc.Unsafe.park");
    }

    /** What a blocked worker waits for, for the snapshot; null for one that is not blocked. */
    @Nullable
    Wait describe(Worker worker, long now) {
        return worker.wait == null ? null : describer(live()).wait(worker.wait, now);
    }

    /**
     * The same between two looks, of several waits of one pool: finds only tasks of that pool.
     *
     * @return in the same order; empty when the budget for searches is used up
     */
    List<Wait> describeInSample(Pool pool, List<OpenWait> asked, long now) {
        if (searchBudget <= 0) {
            return List.of();
        }
        Live own = new Live(List.of(pool), asked);
        searchBudget -= SEARCH + own.completers.searched();
        Describer describer = describer(own);
        return asked.stream().map(wait -> describer.wait(wait, now)).toList();
    }

    /**
     * The sites of the window, by blocked time.
     *
     * @param pools executors followed
     * @param rows id of an executor's row; null where it is not shown
     */
    List<WaitSite> sites(List<Pool> pools, Function<Pool, @Nullable String> rows, long now) {
        known(pools);
        Describer describer = describer(live());
        sites.at(now);
        // Also of workers whose tasks are too short to be met inside one.
        for (Pool pool : pools) {
            for (Worker worker : pool.workers) {
                if (worker.record != null) {
                    counts.drain(worker, worker.record);
                }
            }
        }
        counts.prune();
        natives.prune();
        suspects.prune();
        List<OpenWait> still =
                open.stream().filter(wait -> !counts.hasEnded(wait)).toList();
        for (OpenWait wait : still) {
            Site site = wait.site;
            if (site != null) {
                long charged = sites.settle(wait, wait.lastSeen);
                WorkerRecord record = wait.worker.record;
                if (wait.counted && record != null && charged > 0) {
                    counts.charged(record, charged);
                }
                site.awaits = describer.awaits(wait);
                describer.locksHeld(wait, now).forEach(lock -> site.held(lock.lockClass()));
            }
        }
        return sites.report(still, pools, rows, now);
    }

    private void known(List<Pool> now) {
        if (pools.size() != now.size() || !pools.containsAll(now)) {
            pools.clear();
            pools.addAll(now);
            live = null;
        }
    }

    /** The wait-for graph of the pools that have no idle worker. */
    WaitGraph graph(List<Pool> pools, long now) {
        known(pools);
        WaitGraph graph = new GraphReader(live(), submissions).read(pools);
        if (graph == null) {
            graphsTooLarge++;
            return WaitGraph.EMPTY;
        }
        return graph;
    }

    private Describer describer(Live live) {
        return new Describer(live, frames, submissions);
    }

    private Live live() {
        Live now = live;
        if (now == null) {
            now = new Live(pools, Collections.unmodifiableSet(open));
            if (now.completers.incomplete) {
                searchesCut++;
            }
            live = now;
        }
        return now;
    }

    /** What was dropped so far, by cause; the sampler adds it to {@code coverage.lost}. */
    Map<String, Long> lost() {
        return Map.of(
                "stacks-not-asked", notAsked,
                "waits-without-site", sites.withoutSite,
                "sites-over-limit", sites.overLimit,
                "wait-stacks-overwritten", counts.overrun,
                "wait-stacks-over-budget", counts.overBudget,
                "graphs-too-large", graphsTooLarge,
                "queue-searches-cut", searchesCut);
    }
}
