package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Borrowing;
import io.poolscope.snapshot.Borrowing.Holder;
import io.poolscope.snapshot.Borrowing.InsideAnother;
import io.poolscope.snapshot.Borrowing.Stock;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of workers that wait to borrow. */
final class ResourceText {
    private static final String WHY =
            "A worker that waits for a connection or a permit holds its place in the pool and does nothing: the smaller of"
                    + " the two, workers or resource, sets the pace. Who holds one while waiting for another gives"
                    + " nothing back: enough of those, and all stand until a time limit strikes.";

    /** Nothing lent and nothing given back for so long: what is held is held by somebody who stands. Milliseconds. */
    private static final double STANDS_MS = 900;

    private ResourceText() {}

    /**
     * One finding for a pool and a resource.
     *
     * @param lines where its workers wait, the line with most of them first
     * @param open how long each must have waited for the pool to stand, milliseconds
     */
    static Draft draft(Rule rule, Snapshot now, List<Borrowers> lines, double open) {
        Borrowers here = lines.get(0);
        PoolSnapshot pool = here.pool();
        WaitSite site = here.site();
        BlockedGroup group = here.group();
        Borrowing resource = here.resource();
        Stock stock = resource == null ? null : resource.stock();
        int size = pool.threads().size();
        int waiting = lines.stream().mapToInt(each -> each.workers().size()).sum();
        // A pool that adds a worker for the next task is not at its end.
        boolean critical = waiting > 0 && waiting >= size && !pool.threads().canGrow() && allLong(lines, open);
        boolean timed = group == null || group.timed();
        String one = site.kind() == BlockKind.SEMAPHORE ? "a permit" : "a connection";
        String name = named(resource);
        double longest = Math.max(here.longestMs(), typical(site));
        int twice = twice(here);
        Draft.Builder draft = new Draft.Builder(rule, critical ? Severity.CRITICAL : Severity.WARNING, pool)
                .title((waiting == 0
                                ? "workers of " + pool.name() + " waited " + Words.duration(longest) + " for "
                                : Words.of(waiting, size, "worker") + " of " + pool.name()
                                        + (waiting == 1 ? " waits for " : " wait for "))
                        + one + name + " at " + Words.line(site.site())
                        + (stock == null ? "" : ", " + stock.lent() + " of " + stock.limit() + " are in use")
                        + holdOne(here, twice, waiting)
                        + (twice == 0 ? leftBehind(here, stock) : ""));
        if (group == null) {
            draft.line(Words.count(site.waits(), "wait") + " for " + one + name + " at " + site.site());
        } else {
            draft.lines(Body.group(group, pool.name()));
        }
        lines.stream()
                .skip(1)
                .limit(3)
                .map(Borrowers::group)
                .filter(Objects::nonNull)
                .forEach(other -> draft.lines(Body.group(other, pool.name())));
        draft.line(waiting == 0 ? "" : "the longest for " + Words.duration(longest))
                .line(resource == null || stock == null ? "" : stock(resource, stock))
                .lines(held(here, stock, twice))
                .line(pool.queue().depth() == 0 ? "" : Body.queueAndSize(pool))
                .advise(WHY, fix(here, stock, timed, twice))
                .at(site.site(), site.stack())
                .since(
                        waiting == 0 ? null : now.at().minusMillis(Math.round(here.longestMs())),
                        group != null && Body.beganBefore(List.of(group)))
                .rank(site.rank())
                .explains(Set.of("lock-held-while-waiting"), pool.id(), site.site(), Severity.WARNING);
        if (critical) {
            draft.explains(Set.of("pool-starvation", "slow-queue"), pool.id(), null, Severity.CRITICAL);
        } else if (2 * waiting >= pool.threads().blocked() && waiting > 0) {
            draft.explains(Set.of("slow-queue"), pool.id(), null, Severity.WARNING);
        }
        return draft.figure("resource", resource == null ? null : resource.library())
                .figure("resourceName", resource == null ? null : resource.name())
                .figure("limit", stock == null ? null : stock.limit())
                .figure("total", stock == null ? null : stock.total())
                .figure("inUse", stock == null ? null : stock.lent())
                .figure("threadsWaiting", stock == null ? null : stock.waiting())
                .figure("workersWaiting", waiting)
                .figure("workers", size)
                .figure("longestMs", longest)
                .figure("waits", site.waits())
                .figure("holdAndWait", twice == 0 ? null : twice)
                .draft();
    }

    /** In passing all may wait at a moment: one has just given back what another is about to take. */
    private static boolean allLong(List<Borrowers> lines, double open) {
        return lines.stream()
                .flatMap(each -> each.workers().stream())
                .map(WorkerSnapshot::blockedBy)
                .allMatch(wait -> wait != null && wait.openMs() >= open);
    }

    /** {@code  of HikariCP orders-db}; empty where nothing is known. */
    private static String named(@Nullable Borrowing resource) {
        return resource == null || resource.library().equals("Semaphore")
                ? ""
                : " of " + resource.library() + (resource.name() == null ? "" : " " + resource.name());
    }

    private static double typical(WaitSite site) {
        Double p50 = site.durationMs() == null ? null : site.durationMs().p50();
        return p50 == null ? 0 : p50;
    }

    private static String stock(Borrowing resource, Stock stock) {
        return (resource.name() == null ? resource.library() : resource.name()) + ": " + stock.lent() + " of "
                + Words.count(stock.limit(), "connection") + " in use"
                + (stock.total() < stock.limit() ? ", only " + stock.total() + " there" : "") + ", "
                + Words.count(stock.waiting(), "thread") + (stock.waiting() == 1 ? " waits" : " wait")
                + (stock.unmovedMs() < STANDS_MS ? "" : "; none came back in " + Words.duration(stock.unmovedMs()));
    }

    /** {@code ; those that wait hold one already}, {@code ; 5 of those that wait likely hold one already}. */
    private static String holdOne(Borrowers here, int twice, int waiting) {
        return twice == 0
                ? ""
                : "; " + (twice < waiting ? twice + " of " : "") + "those that wait "
                        + (seenTwice(here) < twice ? "likely " : "") + "hold one already"
                        + (seenTwice(here) < twice && here.beganUnseen() ? ", or they were never given back" : "");
    }

    /** How many of those that wait have one already, as far as that is known or likely; 0 where it is not. */
    private static int twice(Borrowers here) {
        return Math.max(seenTwice(here), here.likelyHeldByWaiters(STANDS_MS));
    }

    /** Those of them of which it was seen. */
    private static int seenTwice(Borrowers here) {
        Borrowing resource = here.resource();
        if (resource == null) {
            return 0;
        }
        int inside =
                resource.insideAnother().stream().mapToInt(InsideAnother::waits).sum();
        int named = resource.stock() == null
                ? 0
                : (int) resource.stock().holders().stream()
                        .filter(Holder::waits)
                        .count();
        return Math.max(inside, named);
    }

    /** {@code ; 3 of them were borrowed before any of the tasks that wait began}. */
    private static String leftBehind(Borrowers here, @Nullable Stock stock) {
        int left = here.leftBehind(STANDS_MS);
        return stock == null || left == 0
                ? ""
                : "; " + (left < stock.lent() ? left + " of them were" : "all were")
                        + " borrowed before the tasks that wait began, and not given back";
    }

    private static List<String> held(Borrowers here, @Nullable Stock stock, int twice) {
        Borrowing resource = here.resource();
        List<String> lines = new ArrayList<>();
        if (resource == null) {
            return lines;
        }
        for (InsideAnother inside : resource.insideAnother().stream().limit(3).toList()) {
            lines.add(inside.waits() + " of these waits are inside " + Words.call(inside.call())
                    + ", which holds a connection meanwhile"
                    + (inside.from() == null ? "" : ", called at " + inside.from()));
        }
        List<Holder> holders = stock == null ? List.of() : stock.holders();
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (Holder holder : holders) {
            String what = (holder.waits() ? ", waiting here" : "")
                    + (holder.borrowedAt() == null ? "" : ", borrowed at " + holder.borrowedAt());
            alike.computeIfAbsent(what, w -> new ArrayList<>()).add(holder.thread());
        }
        alike.entrySet().stream()
                .limit(5)
                .forEach(e -> lines.add(
                        "held by " + Words.list(e.getValue(), 4, e.getValue().size()) + e.getKey()));
        if (lines.isEmpty() && twice == 0 && stock != null && here.leftBehind(STANDS_MS) > 0) {
            lines.add("no worker inside a task can hold " + here.leftBehind(STANDS_MS) + " of them: borrowed and never"
                    + " closed, or held by work that has no worker now: a suspended coroutine, a callback in a queue");
        }
        if (lines.isEmpty() && twice > 0 && stock != null) {
            lines.add((resource.users() == 0
                            ? "no other worker is inside a task"
                            : "only " + Words.count(resource.users(), "other worker")
                                    + (resource.users() == 1 ? " is inside a task" : " are inside tasks"))
                    + ": likely " + twice + " of those that wait hold one already, two for one task");
        }
        return lines;
    }

    private static String fix(Borrowers here, @Nullable Stock stock, boolean timed, int twice) {
        PoolSnapshot pool = here.pool();
        WaitSite site = here.site();
        if (twice == 0 && here.leftBehind(STANDS_MS) > 0) {
            return "close each connection in the task that borrows it (try-with-resources), and neither suspend nor hand over"
                    + " work while it holds one; leakDetectionThreshold names the line that borrowed; give the wait at "
                    + Words.line(site.site()) + " a short time limit";
        }
        if (twice == 0 || site.kind() == BlockKind.SEMAPHORE) {
            return Fix.of(site.kind(), site.site(), site.call(), site.awaits(), pool.name(), timed);
        }
        Integer max = pool.threads().max();
        int workers = max == null
                ? pool.threads().size()
                : Math.max(max, pool.threads().size());
        return "take no second connection at " + Words.line(site.site())
                + " while the task holds one: pass the first on, or give it back before"
                + (stock == null
                        ? ""
                        : "; until then " + (workers + 1) + " connections for the " + workers + " workers of "
                                + pool.name() + " let one of them always finish");
    }
}
