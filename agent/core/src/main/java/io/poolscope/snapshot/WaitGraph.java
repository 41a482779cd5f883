package io.poolscope.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, read from live state at the look. Nodes are workers, queued tasks, futures, locks and pools; an
 * edge leads to what must make progress first. Deadlock is the complement of the least fixed point of "can progress".
 *
 * @param nodes by index; edges are indices into this list
 * @param fingerprint pool id to a hash of its stuck state (workers, what each waits for, tasks completed): equal in two
 *     looks means that nothing moved between
 * @param begun thread id to how often that thread had begun to wait in its life, by the JVM's count: equal in two looks
 *     means that it stood in one and the same wait. Of threads that are not free, where a holder of a lock is among them
 */
public record WaitGraph(List<Node> nodes, Map<String, Long> fingerprint, Map<Long, Long> begun) {

    /** Nothing was worth reading. */
    public static final WaitGraph EMPTY = new WaitGraph(List.of(), Map.of(), Map.of());

    /** What a node stands for. */
    public enum Kind {
        /** A thread inside a task, or one that holds a lock that a worker waits for. */
        THREAD,
        /** A task that waits in a pool's queue. */
        TASK,
        /** A future or a promise. */
        FUTURE,
        /** A monitor or an ownable lock. */
        LOCK,
        /** A pool: progresses if any of its workers does. */
        POOL
    }

    /** How many of its edges a node needs. */
    public enum Needs {
        /** Everything that it leads to. */
        ALL,
        /** One of the things that it leads to. */
        ANY
    }

    /**
     * A node.
     *
     * @param kind what it stands for
     * @param label how a person names it: a thread's name, a task's class, a lock's class and hash, a pool's name
     * @param poolId the pool of a worker, of a queued task, or itself; null otherwise
     * @param threadId of a thread; 0 otherwise
     * @param place of a queued task, from 1; 0 otherwise
     * @param site where a thread waits; null otherwise or where unknown
     * @param submittedAt where a task was submitted; null otherwise or where unknown
     * @param free whether it progresses without help: a thread that runs or whose wait has a limit or an unknown end, a
     *     pool with an idle worker or that can grow
     * @param why why it is free, in words; null where it is not
     * @param needs whether all or one of {@code on} is needed
     * @param on indices of the nodes that it waits for
     */
    public record Node(
            Kind kind,
            String label,
            @Nullable String poolId,
            long threadId,
            int place,
            @Nullable CodeLocation site,
            @Nullable CodeLocation submittedAt,
            boolean free,
            @Nullable String why,
            Needs needs,
            List<Integer> on) {}
}
