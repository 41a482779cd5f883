package io.poolscope.rule;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules, in the order of reports. To add one, add its class here. */
public final class Rules {
    private static final List<Rule> ALL = List.of(
            new PoolDeadlock(),
            new PoolStarvation(),
            new BlockingWait(),
            new EventLoopBlocked(),
            new LockHeldWhileWaiting(),
            new LockConvoy(),
            new ResourceStarvation(),
            new CarrierPinned(),
            new StarvationHazard(),
            new SequentialWaits(),
            new WaitsInLoop(),
            new PointlessOffload(),
            new TinyTasks(),
            new SlowQueue(),
            new PoolGrowth(),
            new PoolLeak(),
            new RejectedTasks(),
            new WorkerDied(),
            new LateSchedule(),
            new CpuHog());

    /** Ids that are public API already; their rules come later. */
    private static final Set<String> LATER = Set.of(
            "lost-exception",
            "orphaned-task",
            "promise-misuse");

    private Rules() {}

    static List<Rule> all() {
        return ALL;
    }

    /** Ids of the rules of this version, in the order of reports. */
    public static List<String> ids() {
        return ALL.stream().map(Rule::id).toList();
    }

    static @Nullable Rule byId(String id) {
        for (Rule rule : ALL) {
            if (rule.id().equals(id)) {
                return rule;
            }
        }
        return null;
    }

    /** Why there is no rule of this id, in words. */
    static String unknown(String id) {
        return LATER.contains(id)
                ? "not in this version"
                : "there is no rule " + id + ", nearest is " + Words.nearest(id, ids());
    }
}
