package io.poolscope.rule;

import io.poolscope.snapshot.Borrowing;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one pool that wait at one line to borrow from a bounded resource, at one look.
 *
 * @param now the look
 * @param pool the pool
 * @param site the line
 * @param workers those that stand there now
 * @param group the same, for the lines that rules share; null where none does
 * @param resource what is known of the resource; null where nothing is
 */
record Borrowers(
        Snapshot now,
        PoolSnapshot pool,
        WaitSite site,
        List<WorkerSnapshot> workers,
        @Nullable BlockedGroup group,
        @Nullable Borrowing resource) {

    /** A task's begin is known to a sample or two, milliseconds. */
    private static final double SLACK_MS = 60;

    static Borrowers at(Snapshot now, PoolSnapshot pool, WaitSite site) {
        BlockedGroup group = BlockedGroup.of(now, pool).stream()
                .filter(each -> each.kind() == site.kind() && site.site().equals(each.site()))
                .findFirst()
                .orElse(null);
        List<WorkerSnapshot> workers = group == null ? List.of() : group.workers();
        Borrowing resource = null;
        for (Borrowing each : now.facts().of(Borrowing.class)) {
            if (each.poolId().equals(pool.id()) && workers.stream().anyMatch(w -> waits(each, w))) {
                resource = each;
                break;
            }
        }
        return new Borrowers(now, pool, site, workers, group, resource);
    }

    private static boolean waits(Borrowing resource, WorkerSnapshot worker) {
        return resource.waiters().contains(worker.threadId());
    }

    /** What they wait for: the same text for the same resource. */
    String of() {
        return resource == null ? "|" + site.kind() : "|" + resource.library() + "|" + resource.name();
    }

    /** The line at which most wait first. */
    static List<Borrowers> mostFirst(List<Borrowers> lines) {
        return lines.stream()
                .sorted(Comparator.comparingInt(
                        (Borrowers each) -> -each.workers().size()))
                .toList();
    }

    /** The same line at another look; null where nobody was seen to wait there. */
    @Nullable
    Borrowers in(Snapshot other) {
        if (other == now) {
            return this;
        }
        PoolSnapshot then = Looks.pool(other, pool.id());
        if (then == null) {
            return null;
        }
        return other.sites().stream()
                .filter(each -> each.poolId().equals(then.id())
                        && each.kind() == site.kind()
                        && Objects.equals(each.site(), site.site()))
                .findFirst()
                .map(each -> at(other, then, each))
                .orElse(null);
    }

    /** How long the longest of the open waits has lasted, what the JVM stood still not counted, milliseconds. */
    double longestMs() {
        return workers.stream()
                        .map(WorkerSnapshot::blockedBy)
                        .filter(Objects::nonNull)
                        .mapToDouble(Wait::openMs)
                        .max()
                        .orElse(0)
                - now.pausedMs();
    }

    /** Whether the resource is known to have fewer than it may have: it is still being filled, or cannot be. */
    boolean mayStillFill() {
        Borrowing.Stock stock = resource == null ? null : resource.stock();
        return stock != null && stock.total() < stock.limit();
    }

    /**
     * How many of what is lent those that wait for it must have themselves: more is lent than other workers are there to
     * hold it, none has moved for as long as the waits last, and it was lent after the task of one that waits began.
     * Threads of no pool are not seen, hence likely.
     */
    int likelyHeldByWaiters(double unmovedMs) {
        return Math.min(workers.size(), unaccounted(unmovedMs) - leftBehind(unmovedMs));
    }

    /**
     * How many of what is lent no worker holds that is seen inside a task: there are not enough others, and it was lent
     * before any of the tasks began that wait for one. It was never given back, or what holds it runs on no worker now.
     */
    int leftBehind(double unmovedMs) {
        Borrowing.Stock stock = resource == null ? null : resource.stock();
        if (stock == null || waiting().isEmpty() || waiting().size() < stock.waiting()) {
            // Others wait as well, and may hold.
            return 0;
        }
        double began = waiting().stream().mapToDouble(this::inTaskMs).max().orElse(Double.MAX_VALUE);
        int older = (int)
                stock.outMs().stream().filter(out -> out > began + SLACK_MS).count();
        return Math.min(unaccounted(unmovedMs), older);
    }

    /** Whether a task that waits may have begun, and have borrowed, before poolscope came: the resource knows when. */
    boolean beganUnseen() {
        Borrowing.Stock stock = resource == null ? null : resource.stock();
        return stock != null
                && !stock.outMs().isEmpty()
                && waiting().stream().anyMatch(worker -> inTaskMs(worker) == Double.MAX_VALUE);
    }

    /** Workers of the pool that wait for the resource, at whatever line. */
    private List<WorkerSnapshot> waiting() {
        Borrowing of = resource;
        return of == null
                ? List.of()
                : pool.workers().stream().filter(worker -> waits(of, worker)).toList();
    }

    /** Lent, unmoved, and more than the workers that do not wait could hold. */
    private int unaccounted(double unmovedMs) {
        Borrowing.Stock stock = resource == null ? null : resource.stock();
        return resource == null || stock == null || stock.unmovedMs() < unmovedMs
                ? 0
                : Math.max(0, stock.lent() - resource.users());
    }

    /** For how long a worker has been inside its task, milliseconds; without end where the task was there before us. */
    private double inTaskMs(WorkerSnapshot worker) {
        Wait wait = worker.blockedBy();
        boolean before = wait != null && wait.beganBefore()
                // Looks come a second apart, or later.
                || worker.taskMs() > (now.look() - 2) * 1000.0;
        return before ? Double.MAX_VALUE : worker.taskMs();
    }
}
