package io.poolscope.finding;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fix is worth: the most tasks a second that a pool can end now, and without the waits of one of its places. By the
 * utilisation law (Denning and Buzen 1978) n workers end no more than n / H tasks a second, H being the mean time that a task
 * holds a worker; by Little's law (1961) tasks that arrive at the rate A keep A x H workers busy. What a person would want to
 * know of the assumptions and limits stands in {@code docs/prediction.md}.
 *
 * @param workers the most that the pool will have
 * @param holdMs mean time that a task holds a worker
 * @param cpuMs mean CPU time of a task on its worker; null where the JVM does not tell
 * @param cpus processors of the JVM
 * @param tasks how many tasks ended in the window, the base of all means
 * @param arrivalsPerSecond tasks accepted a second; null where the history is too short to tell
 * @param sites the places where its workers wait, by worker time lost, most first
 */
public record Prediction(
        int workers,
        double holdMs,
        @Nullable Double cpuMs,
        int cpus,
        long tasks,
        @Nullable Double arrivalsPerSecond,
        List<At> sites) {

    /** Fewer tasks than this in the window say little about how long one takes. */
    private static final long ENOUGH = 10;
    /** Points in a history that is complete: beyond, the window may be longer than the history. */
    private static final int FULL = 60;
    /** A window that 60 looks cover, milliseconds, with one look to spare. */
    private static final double COVERED_MS = 61_000;
    /** Waits a task from which a place is said to wait more than once: between one and two the mean may be chance. */
    private static final double REPEATED = 2;
    /** Less of a task than that is no remainder that was measured: what is left is the error of two large sums. */
    private static final double RESOLVED = 0.01;

    /**
     * The pool without the waits of one place.
     *
     * @param site the place
     * @param waitMs mean waiting there of a task
     * @param holdMs mean time that a task would hold a worker without it
     * @param ceiling tasks a second then; null where nothing that was measured bounds it
     * @param workersNeeded workers that today's arrivals would keep busy then; null where the arrivals are unknown
     * @param share of the pool's lost worker time, this place and those before it, 0 to 1
     * @param ceilingOverlapped tasks a second if the waits that one task makes here overlapped; null unless a task makes two or
     *     more, by exact counts
     */
    public record At(
            WaitSite site,
            double waitMs,
            double holdMs,
            @Nullable Double ceiling,
            @Nullable Double workersNeeded,
            double share,
            @Nullable Double ceilingOverlapped) {}

    /** Null where too little was seen: too few tasks ended, no worker was busy, or the window is longer than its history. */
    public static @Nullable Prediction of(Snapshot snapshot, PoolSnapshot pool) {
        List<WaitSite> sites = snapshot.sites().stream()
                .filter(site -> site.poolId().equals(pool.id()))
                .sorted(Comparator.comparingDouble(Prediction::lostMs).reversed())
                .toList();
        long ended =
                pool.history().stream().mapToLong(PoolSnapshot.Point::completed).sum();
        // While a fork-join pool compensates, another worker stands in for the one that waits.
        double busyMs = pool.time().runningMs()
                + pool.time().blockedMs()
                - sites.stream().mapToDouble(WaitSite::compensatedMs).sum();
        Integer max = pool.threads().max();
        int workers = max == null ? pool.threads().size() : max;
        boolean covered = pool.history().size() < FULL
                || Duration.between(snapshot.from(), snapshot.at()).toMillis() <= COVERED_MS;
        if (ended < ENOUGH || !(busyMs > 0) || workers <= 0 || !covered) {
            return null;
        }
        Double cpuMs = pool.time().cpuMs();
        Prediction bare = new Prediction(
                workers,
                busyMs / ended,
                cpuMs == null || !(cpuMs > 0) ? null : Double.valueOf(cpuMs / ended),
                snapshot.jvm().cpus(),
                ended,
                arrivals(pool.history()),
                List.of());
        return bare.with(sites);
    }

    /** Tasks a second with every worker busy. */
    public double ceilingNow() {
        Double ceiling = ceiling(holdMs);
        return ceiling == null ? 0 : ceiling;
    }

    /** Workers that today's arrivals keep busy; null where the arrivals are unknown. */
    public @Nullable Double workersNeeded() {
        return needed(holdMs);
    }

    /** The place with this rank; null where it is none of this pool's. */
    public @Nullable At at(int rank) {
        return sites.stream().filter(at -> at.site().rank() == rank).findFirst().orElse(null);
    }

    /**
     * Tasks a second if each task waited that much less.
     *
     * @param waitMs waiting of a task, milliseconds
     * @return null where nothing that was measured bounds it
     */
    public @Nullable Double ceilingWithout(double waitMs) {
        return ceiling(Math.max(0, holdMs - waitMs));
    }

    /**
     * Tasks a second if all waits that a task makes at these places overlapped: the longest single one remains. It is for the
     * caller to know that they are made by the same tasks.
     *
     * @return null unless every wait there was counted
     */
    public @Nullable Double ceilingOverlapped(List<WaitSite> together) {
        double allMs = 0;
        double longestMs = 0;
        for (WaitSite site : together) {
            if (site.waitsEstimated() || site.waits() == 0) {
                return null;
            }
            double perTask = lostMs(site) / tasks;
            allMs += perTask;
            // Where only some of the tasks wait, what remains of the mean task is their part alone.
            longestMs = Math.max(longestMs, Math.min(perTask, lostMs(site) / site.waits()));
        }
        return ceilingWithout(allMs - longestMs);
    }

    /**
     * The same for all waits of the pool for asynchronous results: right where its tasks are of one kind.
     *
     * @return null unless the mean task makes two such waits or more, by exact counts
     */
    public @Nullable Double ceilingOverlapped() {
        return waitsPerTask() < REPEATED ? null : ceilingOverlapped(asynchronous());
    }

    /** Waits for asynchronous results that the mean task makes. */
    public double waitsPerTask() {
        return (double) asynchronous().stream().mapToLong(WaitSite::waits).sum() / tasks;
    }

    private List<WaitSite> asynchronous() {
        return sites.stream().map(At::site).filter(WaitSite::async).toList();
    }

    private Prediction with(List<WaitSite> waits) {
        double all = waits.stream().mapToDouble(Prediction::lostMs).sum();
        double sum = 0;
        List<At> each = new ArrayList<>();
        for (WaitSite site : waits) {
            sum += lostMs(site);
            double waitMs = lostMs(site) / tasks;
            double rest = Math.max(0, holdMs - waitMs);
            boolean repeated = !site.waitsEstimated() && site.waits() >= REPEATED * tasks;
            each.add(new At(
                    site,
                    waitMs,
                    rest,
                    ceiling(rest),
                    needed(rest),
                    all > 0 ? sum / all : 0,
                    repeated ? ceilingOverlapped(List.of(site)) : null));
        }
        return new Prediction(workers, holdMs, cpuMs, cpus, tasks, arrivalsPerSecond, List.copyOf(each));
    }

    private @Nullable Double ceiling(double hold) {
        double byWorkers = hold < RESOLVED * holdMs ? Double.POSITIVE_INFINITY : workers * 1000 / hold;
        double byCpu = cpuMs == null ? Double.POSITIVE_INFINITY : cpus * 1000 / cpuMs;
        double least = Math.min(byWorkers, byCpu);
        return Double.isFinite(least) ? Double.valueOf(least) : null;
    }

    private @Nullable Double needed(double hold) {
        return arrivalsPerSecond == null ? null : Double.valueOf(arrivalsPerSecond * hold / 1000);
    }

    private static double lostMs(WaitSite site) {
        return site.blockedMs() - site.compensatedMs();
    }

    /**
     * Ended tasks and what has come to stand in the queue or in a worker, over the time between the first point and the
     * last.
     */
    private static @Nullable Double arrivals(List<PoolSnapshot.Point> history) {
        if (history.size() < 2) {
            return null;
        }
        PoolSnapshot.Point first = history.get(0);
        PoolSnapshot.Point last = history.get(history.size() - 1);
        Long ms = between(first.t(), last.t());
        if (ms == null || ms <= 0) {
            return null;
        }
        long ended = history.stream()
                .skip(1)
                .mapToLong(PoolSnapshot.Point::completed)
                .sum();
        return Math.max(0, ended + inside(last) - inside(first)) * 1000.0 / ms;
    }

    private static long inside(PoolSnapshot.Point point) {
        return (long) point.depth() + point.running() + point.blocked();
    }

    /** Null where a report that came from elsewhere has no times. */
    private static @Nullable Long between(String from, String to) {
        try {
            return Duration.between(Instant.parse(from), Instant.parse(to)).toMillis();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
