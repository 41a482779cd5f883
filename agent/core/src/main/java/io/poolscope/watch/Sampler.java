package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.guard.Fuses;
import io.poolscope.pool.Pools;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads the state of every pool worker. All methods are called by poolscope's one thread; none blocks, none calls the
 * application's code.
 */
public final class Sampler {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Samples between two looks at what tasks the workers run: names cost more than states. */
    private static final int TYPES_EVERY = 10;
    /** Pools whose workers are asked in one sample whether they wait for their own pool: one search of its queue each. */
    private static final int NESTED_AT_ONCE = 2;

    /**
     * Workers read in one sample; with more, pools take turns, and each reading stands for the time since the one before.
     * 2,000 take some 0.2 ms with warm caches, and four times as long with cold ones.
     */
    private static final int READ_AT_ONCE = 2_000;
    /** The same where samples are slow already, nanoseconds apart: what makes them slow is their number. */
    private static final int READ_AT_ONCE_SLOW = 1_000;

    private static final long SLOW = 100_000_000L;
    /** To read a pool with its queue is as dear as to read so many workers. */
    private static final int WORKERS_A_POOL = 8;
    /** Turns at most: two seconds, at five samples a second. */
    private static final int MAX_TURNS = 10;
    /** The same where five samples a second alone cost too much: five seconds. */
    private static final int MAX_TURNS_SPARING = 25;
    /** Workers read in one sample then. */
    private static final int READ_AT_ONCE_SPARING = 400;
    /** Then all that is not a pool's turn comes in one sample of so many, which is once a second. */
    private static final int ASIDE_EVERY = 5;

    private final SamplerSettings settings;
    private final JvmInfo jvm;
    private final Clock clock;
    private final Supplier<List<Coverage.ProbeStatus>> probes;
    private final ThreadCounters counters = new ThreadCounters();
    private final Waits waits;
    private final Traces traces;
    private final Submissions submissions = new Submissions();
    private final StampReader stamps;
    private final Fuses fuses;
    private final PoolRegistry registry;
    private final RowTotals totals = new RowTotals();
    private final FactSources facts;
    private final Pauses pauses;
    private final Globs globs;
    private final int seconds;
    private final long startedNanos;
    private final Instant startedAt;

    private List<Coverage.ProbeStatus> probeStates = List.of();
    private boolean probing;
    private boolean anyBlocked;
    private boolean anyWorker;
    private boolean blockedThisRound;
    private boolean blockedLastRound;
    private boolean workerThisRound;
    private boolean workerLastRound;
    private boolean pressed;
    private boolean sparing;
    private long sampledNanos;
    private long looks;
    private long lookedNanos;
    private int samples;

    /**
     * Makes a sampler; it does nothing until {@link #sample}.
     *
     * @param settings bounds and intervals
     * @param clock source of time
     * @param jvm for the snapshots
     * @param probes states of the probes, asked at each look
     */
    public Sampler(SamplerSettings settings, Clock clock, JvmInfo jvm, Supplier<List<Coverage.ProbeStatus>> probes) {
        this.settings = settings;
        this.jvm = jvm;
        this.clock = clock;
        this.probes = probes;
        this.seconds = (int) Math.max(1, settings.window().toSeconds());
        Frames frames = new Frames(settings.appPackages());
        this.waits = new Waits(settings, frames, submissions);
        this.traces = new Traces(frames::isApplication, settings.stackDepth());
        this.stamps = new StampReader(traces, submissions);
        this.fuses = new Fuses(clock::nanos);
        this.registry = new PoolRegistry(traces, seconds, counters::cpuNanos, fuses);
        this.facts = new FactSources(settings, fuses);
        this.pauses = new Pauses(settings.interval().toNanos(), seconds);
        this.globs = new Globs(settings.includePools(), settings.excludePools());
        this.startedNanos = clock.nanos();
        this.lookedNanos = startedNanos;
        this.startedAt = clock.now();
    }

    /** Takes one sample. Called every sample interval, or later when poolscope slows itself down. */
    public void sample() {
        long now = clock.nanos();
        long elapsed = pauses.tick(now, counters::ownCpuNanos, counters::processCpuNanos, counters::collectedNanos);
        if (!anyWorker && samples > 0) {
            // The gap before was a longer one, the gap after will not be: half of each, as the trapezoid rule has it,
            // keeps the time of what began within the gap right on average.
            elapsed = Math.min(elapsed, (elapsed + settings.interval().toNanos()) / 2);
        }
        boolean aside = ++samples % ASIDE_EVERY == 0 || !sparing;
        if (aside) {
            registry.discover(counters.started(), probing);
        }
        int nested = NESTED_AT_ONCE;
        List<Pool> pools = registry.pools();
        int turns = turns(registry.workers() + WORKERS_A_POOL * pools.size(), elapsed, sparing);
        boolean types = probing && samples / turns % Math.max(1, TYPES_EVERY / turns) == 0;
        sampledNanos += elapsed;
        registry.clock = sampledNanos;
        if (samples % turns == 0) {
            round();
        }
        for (int i = (turns - samples % turns) % turns; i < pools.size(); i += turns) {
            Pool pool = pools.get(i);
            if (pool.fuse != null && pool.fuse.blown()) {
                continue;
            }
            try {
                turn(pool, now, elapsed);
                if (pool.fuse != null) {
                    pool.fuse.worked();
                }
            } catch (Throwable e) {
                // One that cannot be read must not hide the others.
                registry.unread(pool, e);
                continue;
            }
            blockedThisRound |= pool.blockedNow() > 0;
            workerThisRound |= !pool.workers.isEmpty();
            if (types) {
                seeTasks(pool, now);
            }
        }
        anyBlocked = blockedThisRound || turns > 1 && blockedLastRound;
        anyWorker = workerThisRound || turns > 1 && workerLastRound;
        waits.sampled(now, aside);
        if (anyBlocked && aside) {
            for (int i = 0; i < pools.size() && nested > 0; i++) {
                // Each time another pool is first, or the last ones would never have their turn.
                Pool pool = pools.get((samples + i) % pools.size());
                if (pool.blockedNow() > 0 && pool.nested.sample(pool, waits, now, second(now))) {
                    nested--;
                }
            }
        }
        if (aside) {
            stamps.read(registry, second(now));
            facts.sampled(seen(Map.of(), now));
        }
    }

    private void turn(Pool pool, long now, long elapsed) {
        boolean pressing = PoolRows.presses(pool);
        pool.skip(sampledNanos - elapsed - pool.readTo);
        pool.readTo = sampledNanos;
        pool.sample(now, elapsed, waits);
        pressed |= !pressing && PoolRows.presses(pool);
    }

    /** All pools had their turn. */
    private void round() {
        blockedLastRound = blockedThisRound;
        workerLastRound = workerThisRound;
        blockedThisRound = false;
        workerThisRound = false;
    }

    private Seen seen(Map<String, PoolRows.Row> rows, long now) {
        return new Seen(registry.pools(), rows, now, second(now), waits, traces, submissions, this::active);
    }

    /** In how many turns all are read. */
    static int turns(int workers, long elapsed, boolean sparing) {
        int atOnce = sparing ? READ_AT_ONCE_SPARING : elapsed > SLOW ? READ_AT_ONCE_SLOW : READ_AT_ONCE;
        return Math.max(1, Math.min(sparing ? MAX_TURNS_SPARING : MAX_TURNS, (workers + atOnce - 1) / atOnce));
    }

    private void seeTasks(Pool pool, long now) {
        for (Worker worker : pool.workers) {
            WorkerRecord record = worker.record;
            String task = record == null || !worker.inTask ? null : TaskNames.running(record);
            if (task != null) {
                pool.taskTypes.seen(task, second(now));
            }
        }
    }

    /**
     * Sums up the window that ends now. Called once a second, and less often where that costs too much: each look closes as
     * many slices of the window as seconds have passed, the first of which has all that came in.
     *
     * @param self what poolscope cost, measured by the caller
     * @param lost everything that other stages dropped, by cause; the sampler adds its own
     */
    public Snapshot look(SelfCost self, Map<String, Long> lost) {
        long now = clock.nanos();
        Instant at = clock.now();
        looks++;
        pressed = false;
        probeStates = probes.get();
        boolean probed = probing;
        probing = probeStates.stream().anyMatch(probe -> probe.status() == Coverage.Status.ACTIVE);
        for (Pool pool : registry.pools()) {
            try {
                if (pool.meter.samples == 0 && pool.readTo != sampledNanos) {
                    turn(pool, now, 0); // it had none since the last look
                }
                pool.flush();
                if (probing != probed) {
                    pool.mayHaveMoved(); // its workers have no record yet
                }
                if (probing && pool.moved() && pool.family().judged()) {
                    registry.giveRecords(pool);
                }
                counters.cpu(pool, looks, registry.workers());
                pool.meter.beforeLook(pool, now);
            } catch (Throwable e) {
                registry.unread(pool, e);
            }
        }
        List<Pool> ended = registry.refresh(waits, now);
        RowReader reader = new RowReader(
                traces,
                submissions,
                waits,
                at,
                now,
                second(now),
                looks,
                pauses.median(),
                now - lookedNanos,
                counters.measuresCpu(),
                this::active);
        for (Pool pool : registry.pools()) {
            reader.point(pool);
        }
        waits.beforeLook();
        List<PoolRows.Row> rows =
                totals.look(PoolRows.of(registry.pools(), globs, settings.maxPools()), registry.pools(), ended);
        Map<String, PoolRows.Row> byPool = PoolRows.byPool(rows);
        List<PoolSnapshot> snapshots = new ArrayList<>();
        for (PoolRows.Row row : rows) {
            fuses.run("rows", () -> snapshots.add(reader.read(row)));
        }
        List<WaitSite> sites = waits.sites(registry.pools(), seen(byPool, now)::rowId, now);
        Snapshot snapshot = new Snapshot(
                jvm,
                windowStart(at, now),
                at,
                looks,
                pauses.look() / 1e6,
                pauses.longest() / 1e6,
                new Coverage(probeStates, lost(lost)),
                self,
                List.copyOf(snapshots),
                RowNames.sites(sites, byPool),
                RowNames.graph(waits.graph(registry.pools()), byPool),
                facts.look(seen(byPool, now)));
        int passed = (int) Math.max(1, Math.min(seconds, Math.round((now - lookedNanos) / (double) NANOS_PER_SECOND)));
        for (Pool pool : registry.pools()) {
            pool.looked();
            pool.meter.afterLook(passed);
        }
        for (int i = 0; i < passed; i++) {
            pauses.roll();
        }
        lookedNanos = now;
        return snapshot;
    }

    /** What failed inside, part by part. */
    public Fuses fuses() {
        return fuses;
    }

    private boolean active(String probe) {
        for (Coverage.ProbeStatus each : probeStates) {
            if (each.status() == Coverage.Status.ACTIVE && each.name().equals(probe)) {
                return true;
            }
        }
        return false;
    }

    private Instant windowStart(Instant at, long now) {
        long covered = Math.min(now - startedNanos, seconds * NANOS_PER_SECOND);
        Instant start = at.minusNanos(covered);
        // A wall clock that was set back lies before the start: then the window is as long as it was, and begins
        // before.
        return start.isBefore(startedAt) && !startedAt.isAfter(at) ? startedAt : start;
    }

    private Map<String, Long> lost(Map<String, Long> others) {
        Map<String, Long> all = new TreeMap<>(others);
        long points = 0;
        long tables = 0;
        for (Pool pool : registry.pools()) {
            points += pool.meter.mergedPoints();
            tables += pool.taskTypes.lost() + pool.refusals.lost() + pool.nested.lost();
        }
        add(all, "pools", registry.lostPools());
        add(all, "workers", registry.lostWorkers());
        add(all, "threads-unreadable", registry.unreadable());
        add(all, "errors.pools", registry.unread());
        add(all, "library-fields-absent", Pools.fieldsAbsent());
        add(all, "curve-points", points);
        add(all, "pool-details", tables);
        add(all, waits.lost());
        add(all, facts.lost());
        return all;
    }

    private static void add(Map<String, Long> all, Map<String, Long> more) {
        for (Map.Entry<String, Long> each : more.entrySet()) {
            add(all, each.getKey(), each.getValue());
        }
    }

    private static void add(Map<String, Long> all, String cause, long count) {
        if (count > 0) {
            all.put(cause, all.getOrDefault(cause, 0L) + count);
        }
    }

    /** Number of the second of the window, from 0. */
    private long second(long now) {
        return (now - startedNanos) / NANOS_PER_SECOND;
    }

    /** From now on samples come so often. */
    public void interval(Duration interval) {
        waits.interval(interval.toNanos());
    }

    /** The JVM ends: the look that follows is the last. */
    public void ending() {
        facts.ending();
    }

    /** The probes were taken out, or others put in: what the ones before wrote of workers and pools is not written on. */
    public void probesChanged() {
        for (Pool pool : registry.pools()) {
            pool.mayHaveMoved();
            pool.meter.probesChanged(pool);
        }
    }

    /** Five samples a second alone cost too much, or no longer do: what each of them reads is to be less. */
    public void sparing(boolean now) {
        sparing = now;
    }

    /** Whether tasks have begun to wait for long, in a pool without an idle worker, since the last look. */
    public boolean pressed() {
        return pressed;
    }

    /** Whether any pool has a worker: without one a sample only looks for new threads. */
    public boolean anyWorker() {
        return anyWorker;
    }

    /** Whether any pool has a worker that is blocked now: sampling must then not slow down below five a second. */
    public boolean anyBlocked() {
        return anyBlocked;
    }
}
