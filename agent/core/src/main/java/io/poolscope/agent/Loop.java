package io.poolscope.agent;

import io.poolscope.finding.Assessment;
import io.poolscope.guard.Fuse;
import io.poolscope.guard.Fuses;
import io.poolscope.report.GuardedReporter;
import io.poolscope.rule.Judge;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.watch.Clock;
import io.poolscope.watch.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * poolscope's one thread at work: sample, and once a second look, judge and report; one last time when it is stopped.
 *
 * <p>Assumptions: {@link #run} is called once, by poolscope's thread; {@link #stop} by any other. Guarantees: nothing
 * that a stage throws leaves {@code run}, and nothing else before it has come ten times in a row; {@code stop} returns
 * within the time given, whatever a stage does.
 */
final class Loop {
    /** To the first look after an attach, nanoseconds: ten samples. A rule of two looks is decided a second later. */
    private static final long FIRST_LOOK_ATTACHED = 200_000_000L;
    /** Without any pool worker one sample in so many: it would only look for new threads. */
    private static final int WITHOUT_WORKERS = 3;
    /** But not fewer than ten a second for that reason, nanoseconds: a pool that comes up is met soon. */
    private static final long SLOWEST_WITHOUT_WORKERS = 100_000_000L;
    /**
     * A stage that fails is tried again after twice the time each time, up to this, nanoseconds: in a JVM that is out of
     * memory each try costs the host a collection.
     */
    private static final long SLOWEST_AFTER_FAILURES = 1_000_000_000L;
    /** Rounds in a row that fail outside of every stage, a second apart, after which poolscope leaves. */
    private static final int TOO_MANY_ROUNDS = 10;

    private final Clock clock;
    private final Sampler sampler;
    private final Judge judge;
    private final Mailbox mailbox;
    private final long firstLook;
    private final List<GuardedReporter> reporters;
    private final Supplier<Map<String, Long>> lostByOthers;
    private final Runnable beforeSample;
    private final Runnable beforeLook;
    private final Consumer<String> tell;
    private final Fuse sampling;
    private final Fuse judging;
    private final Fuse tending;
    private final Fuse reporting;
    private final OwnCost cost;

    private Throttle throttle;
    private volatile @Nullable Assessment newest;
    private volatile boolean stopping;
    private volatile boolean ending;
    private volatile @Nullable Thread thread;
    private long skipped;
    private boolean toldSlow;
    private boolean sampled;
    private long untold;
    private long failures;
    private long elsewhere;

    /**
     * Makes a loop that does not run yet.
     *
     * @param mailbox work of others, done between two samples
     * @param reporters in the order in which they are called
     * @param attached whether into a JVM that runs: then somebody waits, and what is wrong has long begun
     * @param lostByOthers what stages before the sampler dropped, by cause
     * @param beforeSample run before each sample
     * @param beforeLook run before each look
     * @param tell takes a line for the user
     */
    Loop(
            Clock clock,
            Sampler sampler,
            Judge judge,
            Mailbox mailbox,
            List<GuardedReporter> reporters,
            Throttle throttle,
            boolean attached,
            Supplier<Map<String, Long>> lostByOthers,
            Runnable beforeSample,
            Runnable beforeLook,
            Consumer<String> tell) {
        this.clock = clock;
        this.sampler = sampler;
        this.judge = judge;
        this.mailbox = mailbox;
        this.throttle = throttle;
        this.firstLook = attached ? FIRST_LOOK_ATTACHED : LookTimes.LOOK;
        this.lostByOthers = lostByOthers;
        this.beforeSample = beforeSample;
        this.beforeLook = beforeLook;
        this.tell = line -> {
            try {
                tell.accept(line);
            } catch (Throwable e) {
                untold++;
            }
        };
        this.reporters = new ArrayList<>(reporters);
        sampling = new Fuse("sampler", this.tell, clock::nanos);
        judging = new Fuse("rules", this.tell, clock::nanos);
        tending = new Fuse("control", this.tell, clock::nanos);
        reporting = new Fuse("reports", this.tell, clock::nanos);
        cost = new OwnCost(clock.nanos());
    }

    /** Works until it is stopped, then looks once more. */
    void run() {
        thread = Thread.currentThread();
        long before = clock.nanos();
        LookTimes looks = new LookTimes(before + firstLook);
        long cpuBefore = 0; // what the start has cost is charged to the first round
        long cpuAfterLook = cpuNanos();
        int samples = 0;
        int failedRounds = 0;
        while (!stopping) {
            try {
                long now = clock.nanos();
                mailbox.read();
                sample();
                cost.sampled();
                samples++;
                long interval = interval();
                sampler.sparing(throttle.sparing(sampler.anyBlocked()));
                if (sampler.pressed()) {
                    looks.hurry(now);
                }
                if (looks.due(now)) {
                    // The CPU clock is read around looks only: for each sample it would cost as much as the sample.
                    long cpu = cpuNanos();
                    throttle.used(samples, cpu - cpuAfterLook, cpuAfterLook - cpuBefore, now - before);
                    cpuBefore = cpu;
                    before = now;
                    samples = 0;
                    look(cpu, interval, false);
                    cpuAfterLook = cpuNanos();
                    looks.looked(clock.nanos(), throttle.lookInterval());
                }
                mailbox.read();
                LockSupport.parkNanos(this, Math.max(0, interval - (clock.nanos() - now)));
                failedRounds = 0;
            } catch (Throwable e) {
                // No memory for so much as a call: what fails inside a stage is kept there.
                failures++;
                if (++failedRounds == TOO_MANY_ROUNDS) {
                    throw e;
                }
                LockSupport.parkNanos(this, SLOWEST_AFTER_FAILURES);
            }
        }
        sample();
        if (ending) {
            sampler.ending();
        }
        look(cpuNanos(), interval(), true);
    }

    /** CPU time of poolscope's threads, nanoseconds. */
    private long cpuNanos() {
        long others = 0;
        for (GuardedReporter reporter : reporters) {
            others += reporter.cpuNanos();
        }
        // One that was replaced takes its past with it.
        elsewhere = Math.max(elsewhere, others);
        return cost.cpuNanos() + elsewhere;
    }

    private void sample() {
        sampled |= sampling.run(() -> {
            beforeSample.run();
            sampler.sample();
        });
    }

    /** The JVM ends, and with it everything: asks for the last look and waits for it, at most so many milliseconds. */
    void end(long millis) {
        ending = true;
        stop(millis);
    }

    /**
     * Asks for the last look and waits for it.
     *
     * @param millis at most this long; 0 does not wait
     */
    void stop(long millis) {
        stopping = true;
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(running);
        if (millis > 0) {
            try {
                running.join(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The newest result; null before the first look. Any thread. */
    @Nullable
    Assessment newest() {
        return newest;
    }

    /**
     * From now on samples as often, and costs as much, as this. poolscope's thread only.
     *
     * @param maxOverhead share of one core
     */
    void pace(long nominalNanos, double maxOverhead) {
        throttle = throttle.with(nominalNanos, maxOverhead);
    }

    /**
     * Puts a reporter in the place of the one of that name. poolscope's thread only.
     *
     * @param reporter null for none any more
     * @param close whether the one before takes back what it did
     */
    void replace(String name, @Nullable GuardedReporter reporter, boolean close) {
        int at = 0;
        for (int i = 0; i < reporters.size(); i++) {
            if (reporters.get(i).name().equals(name)) {
                GuardedReporter before = reporters.remove(i);
                if (close) {
                    before.close();
                }
                at = i;
                break;
            }
        }
        if (reporter != null) {
            reporters.add(at, reporter);
        }
    }

    /** Has every reporter take back what it put into the application. poolscope's thread, after {@link #run}. */
    void close() {
        reporters.forEach(GuardedReporter::close);
    }

    private long interval() {
        boolean blocked = sampler.anyBlocked();
        long interval = throttle.interval(blocked);
        if (throttle.slowed(blocked)) {
            skipped++;
            if (!toldSlow) {
                toldSlow = true;
                tell.accept("samples every " + interval / 1_000_000
                        + " ms for now, to stay under max-overhead; figures of short waits are coarser meanwhile");
            }
        } else {
            toldSlow = false;
        }
        if (sampling.inARow() > 0) {
            return Math.max(interval, Math.min(SLOWEST_AFTER_FAILURES, interval << Math.min(sampling.inARow(), 10)));
        }
        return sampler.anyWorker()
                ? interval
                : Math.max(interval, Math.min(WITHOUT_WORKERS * interval, SLOWEST_WITHOUT_WORKERS));
    }

    private void look(long cpu, long interval, boolean last) {
        tending.run(beforeLook::run);
        boolean judged = judging.run(() -> {
            SelfCost self = cost.look(clock.nanos(), cpu, interval);
            // Without a sample since the look before nothing is known of this moment: what stood still then would be
            // taken for what stands still now.
            newest = sampled || newest == null ? judge.assess(sampler.look(self, lost())) : asBefore();
            sampled = false;
        });
        reporting.run(() -> {
            if (!judged) {
                newest = asBefore();
            }
            Assessment assessment = newest;
            for (int i = 0; assessment != null && i < reporters.size(); i++) {
                if (last) {
                    reporters.get(i).last(assessment);
                } else {
                    reporters.get(i).report(assessment);
                }
            }
            sampler.fuses().lines().forEach(tell);
            judge.fuses().lines().forEach(tell);
        });
    }

    /** What was known at the look before, with what has failed since. */
    private @Nullable Assessment asBefore() {
        Assessment before = newest;
        if (before == null) {
            return null;
        }
        Snapshot snapshot = before.snapshot();
        Map<String, Long> lost = new TreeMap<>(snapshot.coverage().lost());
        lost.putAll(lost());
        return new Assessment(
                snapshot.with(new Coverage(snapshot.coverage().probes(), lost)),
                before.verdicts(),
                before.findings(),
                List.of(),
                before.notEvaluated(),
                before.opened());
    }

    private Map<String, Long> lost() {
        Map<String, Long> lost = new TreeMap<>(lostByOthers.get());
        count(lost, "samples-slowed", skipped);
        count(lost, "errors.log", untold);
        count(lost, "errors.loop", failures);
        for (Fuse fuse : List.of(sampling, judging, tending, reporting)) {
            count(lost, "errors." + fuse.stage(), fuse.failures());
        }
        for (Fuses parts : List.of(sampler.fuses(), judge.fuses())) {
            parts.failures().forEach((part, failures) -> count(lost, "errors." + part, failures));
        }
        for (GuardedReporter reporter : reporters) {
            count(lost, "errors.report-" + reporter.name(), reporter.failures());
            count(lost, "report-" + reporter.name(), reporter.lost());
        }
        return lost;
    }

    private static void count(Map<String, Long> lost, String cause, long count) {
        if (count > 0) {
            lost.put(cause, count);
        }
    }
}
