package io.poolscope.watch;

import io.poolscope.snapshot.WaitGraph.Kind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By what the next look sees whether something has moved: the same then as now where nothing has. */
final class Stillness {
    /** Threads of which waits are counted: 0.5 us each, and no stop of the JVM. A proof that needs one more is not made. */
    private static final int MAX_COUNTED = 1_024;

    private Stillness() {}

    /** A hash of what the workers of a pool stand in. */
    static long of(Pool pool) {
        long hash = pool.workers.size();
        for (Worker worker : pool.workers) {
            // Order of workers must not matter, so the hashes are added.
            long one = worker.tid * 0x9E3779B97F4A7C15L + worker.taskNumber;
            one = one * 31 + System.identityHashCode(Blockers.effective(worker.blocker));
            one = one * 31 + worker.javaState.ordinal();
            hash += one ^ (one >>> 31);
        }
        return hash;
    }

    /**
     * How often each thread that is not free had begun to wait in its life, by the JVM's count, by its id. To be asked after
     * the nodes were read: what has not begun another wait by the next look has stood in this one ever since.
     */
    static Map<Long, Long> ofThreads(List<NodeDraft> nodes) {
        long[] ids = nodes.stream()
                .filter(node -> node.kind == Kind.THREAD && node.free == null)
                .mapToLong(node -> node.threadId)
                .limit(MAX_COUNTED)
                .toArray();
        Map<Long, Long> begun = new HashMap<>();
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().getThreadInfo(ids, 0)) {
            if (info != null) {
                begun.put(info.getThreadId(), info.getBlockedCount() + info.getWaitedCount());
            }
        }
        return Map.copyOf(begun);
    }
}
