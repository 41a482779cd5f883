package io.poolscope.watch;

import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.QueueReader;
import io.poolscope.pool.QueueVisitor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One executor as the sampler follows it. Mutable; poolscope's thread only; holds the executor weakly. */
final class Pool {
    /** Unique in this JVM, {@code p7}. */
    final String id;
    /** What a person calls it; may become better as more is learnt. */
    String name;

    final List<Worker> workers = new ArrayList<>();
    private final WeakReference<Object> executor;
    private final PoolFamily family;

    Pool(String id, String name, Object executor, PoolFamily family) {
        this.id = id;
        this.name = name;
        this.executor = new WeakReference<>(executor);
        this.family = family;
    }

    /** The executor while it lives. Hold it no longer than the call at hand. */
    @Nullable
    Object executor() {
        return executor.get();
    }

    /** Whether it would add a worker for the tasks that are queued now. */
    boolean canGrow() {
        Object pool = executor.get();
        return pool != null && family.canGrow(pool);
    }

    /** Whether it may put another worker in place of one that waits in a managed way. */
    boolean growsByCompensation() {
        return family.growsByCompensation();
    }

    /** Idle workers at the last sample. */
    int idleNow() {
        return (int) workers.stream().filter(w -> !w.inTask).count();
    }

    /** Shows the queued tasks in the order of service, 10,000 at most; reads fields only. */
    void queued(QueueVisitor visitor) {
        Object pool = executor.get();
        if (pool != null) {
            QueueReader reader = family.queueReader(pool);
            Object queue = family.queue(pool);
            if (reader != null && queue != null) {
                reader.visit(queue, System.nanoTime(), visitor);
            }
        }
    }
}
