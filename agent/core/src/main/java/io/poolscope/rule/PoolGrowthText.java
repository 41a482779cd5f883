package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of a pool that grows without end. */
final class PoolGrowthText {
    private static final String WHY =
            "Each task that finds all threads waiting gets a new one, so no task queues and nothing looks wrong, until the threads"
                    + " use up the memory. The waiting is hidden, not gone.";

    private PoolGrowthText() {}

    static Draft draft(Rule rule, Snapshot now, PoolSnapshot pool, PoolGrowth.Growth growth) {
        String name = pool.name();
        int size = pool.threads().size();
        int blocked = pool.threads().blocked();
        List<BlockedGroup> groups = BlockedGroup.of(now, pool);
        BlockedGroup most = groups.isEmpty() ? null : groups.get(0);
        CodeLocation site = most == null ? null : most.site();
        String where = site == null ? "" : " at " + Words.line(site);
        Draft.Builder draft = new Draft.Builder(rule, Severity.WARNING, pool)
                .title(name + " grew from " + growth.from() + " to " + Words.count(size, "thread") + " in "
                        + Words.duration(growth.ms()) + " and still grows; " + blocked + " of them wait inside tasks"
                        + (most == null ? "" : ", most" + where))
                .line(Words.count(growth.added(), "thread") + " added, size " + size + ", "
                        + now.jvm().cpus() + " processors; " + bound(pool));
        groups.stream().limit(3).forEach(group -> draft.lines(Body.group(group, name)));
        if (site != null) {
            draft.explains(Set.of("blocking-wait"), pool.id(), site, Severity.WARNING)
                    .rank(Body.rank(now, pool, site));
        }
        return draft.line("the workers used " + cpu(pool) + " of their time on a CPU")
                .advise(WHY, fix(pool, most))
                .at(site, most == null ? null : most.stack())
                .since(now.at().minusMillis(Math.round(growth.ms())), false)
                .figure("from", growth.from())
                .figure("size", size)
                .figure("added", growth.added())
                .figure("blocked", blocked)
                .draft();
    }

    private static String bound(PoolSnapshot pool) {
        if (pool.kind() == PoolKind.FORK_JOIN) {
            return "it makes up for each wait of its " + pool.threads().max() + " workers with another thread";
        }
        Integer max = pool.threads().max();
        return max == null ? "there is no maximum" : "the maximum is " + max;
    }

    private static String cpu(PoolSnapshot pool) {
        Double share = pool.look().cpuShare();
        return share == null ? "an unknown part" : Words.percent(share);
    }

    private static String fix(PoolSnapshot pool, @Nullable BlockedGroup most) {
        String bound = pool.kind() == PoolKind.FORK_JOIN
                ? "run what waits on a pool of its own, with a maximum"
                : "give " + pool.name() + " a maximum and a bounded queue (new ThreadPoolExecutor with an"
                        + " ArrayBlockingQueue), so that who submits is held up, not the JVM";
        return most == null
                ? bound
                : Fix.of(most.kind(), most.site(), most.call(), most.awaits(), pool.name(), most.timed()) + "; and "
                        + bound;
    }
}
