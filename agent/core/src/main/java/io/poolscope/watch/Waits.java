package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerState;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows what workers wait for: decides blocked or running, takes stacks within a budget, and keeps the sites.
 *
 * <p>A wait that is known already costs a sample three comparisons. Its time is charged at the looks and when it ends;
 * each sample that saw a worker blocked stands for the time since the sample before, which is unbiased for any kind and
 * length of wait. Where a probe counts the waits of a kind, the probe's figures are charged and the sampled ones are not.
 */
final class Waits implements StackTaker.Taken {
    /** Between two looks: what is met open before the first may have begun at any time before. Nanoseconds. */
    private static final long LOOK = 1_000_000_000L;

    /** Waits from which those are chosen whose stack is taken at first sight. */
    private static final int MAX_FRESH = 256;

    /** Where tasks were handed over, as far as that was seen. */
    final Submissions submissions;

    /** Reads the stacks that were taken of waits. */
    final WaitReader stacks;
    /** Takes stacks, within the budget of all. */
    final StackTaker taker;

    private final Suspects suspects;
    private final NativeWaits natives = new NativeWaits();
    private final CountedWaits counts;
    private final Sites sites;

    /** Those that this sample saw first, and whose place no probe will tell. */
    private final List<OpenWait> fresh = new ArrayList<>();

    final OpenWaits open;
    /** Open waits for monitors. */
    private int monitors;

    private @Nullable Pool observed;
    private final SampleTime times;
    private long first = Long.MIN_VALUE;
    private long notAsked;
    private long sampledAt;

    /**
     * Nothing is watched yet.
     *
     * @param settings bounds
     * @param frames which frames are the application's
     * @param submissions where tasks were handed over
     */
    Waits(SamplerSettings settings, Frames frames, Submissions submissions) {
        this.open = new OpenWaits(frames, submissions);
        this.submissions = submissions;
        StackReader reader = new StackReader(frames);
        this.stacks = new WaitReader(reader);
        this.taker = new StackTaker(settings.stacksPerSecond(), settings.stackDepth());
        this.suspects = new Suspects(taker);
        this.sites = new Sites(settings.maxSites(), settings.window().toNanos());
        this.counts = new CountedWaits(reader, settings.stacksPerSecond(), sites);
        this.times = new SampleTime(settings.interval().toNanos());
    }

    /** Decides {@link Worker#state}, {@link Worker#kind} and {@link Worker#wait} of a worker inside a task. */
    void observe(Worker worker, long now) {
        if (observed != worker.pool) {
            observed = worker.pool;
            open.met(worker.pool);
            sites.at(now);
        }
        if (worker.record != null) {
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
        if (wait != null && wait.isStillThatOf(worker, blocker) && !CountedWaits.hasEnded(wait)) {
            seen(wait, now);
            return;
        }
        open.changed();
        close(worker, now);
        suspects.drop(worker);
        natives.interrupted(worker);
        BlockKind guess = PinnedWaits.on(worker) ? BlockKind.PINNED : Blockers.guess(worker.javaState, blocker);
        OpenWait next = new OpenWait(worker, blocker, guess, now, times.elapsed(now));
        next.counted = next.family == BlockKind.FUTURE && CountedWaits.follow(next, worker.record);
        if (next.family == BlockKind.FUTURE && !next.counted && CountedWaits.isOver(worker)) {
            running(worker);
            return;
        }
        open(worker, next);
    }

    private void runnable(Worker worker, long now) {
        open.changed();
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
                    OpenWait next = new OpenWait(worker, null, wait.guess, now, times.elapsed(now));
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
        if (wait.lacksPlace()) {
            ask(wait);
        } else if (wait.lacksMore(now)) {
            wait.asked = taker.askMore(wait);
        }
    }

    private void suspect(Worker worker, long now) {
        running(worker);
        suspects.seen(worker, now, times.elapsed(now));
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
        times.interval(nanos);
    }

    private void open(Worker worker, OpenWait wait) {
        PoolWaits pool = sites.pool(worker.pool);
        pool.blocked++;
        wait.compensatedUntil = pool.compensated;
        worker.wait = wait;
        worker.state = WorkerState.BLOCKED;
        worker.kind = wait.kind;
        open.add(wait);
        monitors += wait.guess == BlockKind.MONITOR ? 1 : 0;
        worker.pool.nested.changed(wait);
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
        monitors -= wait.guess == BlockKind.MONITOR ? 1 : 0;
        worker.pool.nested.changed(wait);
        PoolWaits pool = sites.pool(worker.pool);
        pool.blocked--;
        if (wait.managed()) {
            pool.managed--;
        }
        if (!wait.counted && !CountedWaits.countedAnyway(wait)) {
            sites.close(wait, pool, now);
        }
        if (!wait.told && !CountedWaits.byProbe(wait)) {
            worker.pool.meter.totals.waited(wait.kind);
        }
    }

    /** Before the figures of a look are read: waits that are still open count too. */
    void beforeLook() {
        open.tell();
    }

    /** The workers that come next were not read in each sample: how much time this one stands for; 0 else. */
    void standsFor(long nanos) {
        times.standsFor(nanos);
    }

    /** The worker is idle, has begun another task, or has ended: closes its open wait. */
    void ended(Worker worker, long now) {
        WorkerRecord record = worker.record;
        if (record != null) {
            sites.at(now);
            counts.drain(worker, record);
        }
        if (worker.wait != null) {
            open.changed();
            close(worker, now);
        }
        suspects.drop(worker);
    }

    /** All workers of a sample were observed: takes stacks, within the budget. */
    void sampled(long now) {
        first = first == Long.MIN_VALUE ? now : first;
        times.standsFor(0);
        long nanos = times.elapsed(now);
        sites.at(now);
        sites.sampled(nanos);
        natives.sampled();
        counts.refill(nanos);
        sampledAt = now;
        taker.take(now, fresh, monitors > 0, this);
        fresh.clear();
        times.sampled(now);
        observed = null;
        open.sampled(nanos);
    }

    @Override
    public void taken(OpenWait wait, ThreadInfo info) {
        Worker worker = wait.worker;
        boolean runnable = wait.javaState == Thread.State.RUNNABLE;
        if (!WaitReader.stillThere(wait, info)) {
            return;
        }
        Reading reading = stacks.read(wait, info, natives.stuck(worker, sampledAt));
        if (runnable && suspects.contains(wait)) {
            if (reading == null) {
                return;
            }
            suspects.confirm(wait);
            open(worker, wait);
        } else if (runnable && reading == null) {
            close(worker, sampledAt);
            running(worker);
            return;
        }
        if (place(wait, reading)) {
            wait.monitors(info);
        }
    }

    @Override
    public void parked(OpenWait wait, StackTraceElement[] stack) {
        boolean again = wait.reading != null;
        if (place(wait, stacks.parked(wait, stack)) && !again) {
            wait.heldUnknown = true;
        }
    }

    /** Enters what a stack says; false where it says nothing of this wait. */
    private boolean place(OpenWait wait, @Nullable Reading reading) {
        if (reading == null || wait.ended || wait.isAnotherThan(reading)) {
            return false;
        }
        if (wait.isElsewhere(reading)) {
            next(wait, reading);
            return false;
        }
        if (wait.reading == null) {
            enter(wait, reading);
        }
        return true;
    }

    /** The wait ended between two samples, and its worker waits for the same thing at another place since. */
    private void next(OpenWait before, Reading reading) {
        open.changed();
        close(before.worker, sampledAt);
        OpenWait wait = new OpenWait(before.worker, before.blocker, before.guess, sampledAt, 0);
        open(before.worker, wait);
        enter(wait, reading);
        wait.heldUnknown = true;
    }

    private void enter(OpenWait wait, Reading reading) {
        Pool pool = wait.worker.pool;
        wait.read(reading, sites.site(pool, wait.family, reading, sampledAt));
        if (wait.managed()) {
            sites.pool(pool).managed++;
        }
    }

    /** The waits that are open. */
    Collection<OpenWait> open() {
        return open.all();
    }

    /** What a blocked worker waits for, for the snapshot; null for one that is not blocked. */
    @Nullable
    Wait describe(Worker worker, long now) {
        return worker.wait == null ? null : open.describer().wait(worker.wait, now);
    }

    /**
     * The same between two looks, of several waits of one pool: finds only tasks of that pool.
     *
     * @return in the same order; empty when the budget for searches is used up
     */
    List<Wait> describeInSample(Pool pool, List<OpenWait> asked, long now) {
        return open.describeInSample(pool, asked, now);
    }

    /**
     * The sites of the window, by blocked time.
     *
     * @param pools executors followed
     * @param rows id of an executor's row; null where it is not shown
     */
    List<WaitSite> sites(List<Pool> pools, Function<Pool, @Nullable String> rows, long now) {
        open.known(pools);
        sites.at(now);
        // Also of workers whose tasks are too short to be met inside one.
        for (Pool pool : pools) {
            for (int i = 0; pool.moved() && i < pool.workers.size(); i++) {
                Worker worker = pool.workers.get(i);
                if (worker.record != null) {
                    counts.drain(worker, worker.record);
                }
            }
        }
        natives.prune();
        suspects.prune();
        List<OpenWait> still = open.settle(sites, now);
        return sites.report(still, pools, rows, now);
    }

    /** The wait-for graph of the pools that have no idle worker. */
    WaitGraph graph(List<Pool> pools) {
        return open.graph(pools);
    }

    /** What was dropped so far, by cause; the sampler adds it to {@code coverage.lost}. */
    Map<String, Long> lost() {
        return Map.of(
                "stacks-not-asked", notAsked,
                "waits-without-site", sites.withoutSite,
                "sites-over-limit", sites.overLimit,
                "wait-stacks-overwritten", counts.overrun,
                "wait-stacks-over-budget", counts.overBudget,
                "graphs-too-large", open.graphsTooLarge,
                "queue-searches-cut", open.searchesCut);
    }
}
