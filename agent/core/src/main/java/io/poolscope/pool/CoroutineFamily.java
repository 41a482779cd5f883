package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import io.poolscope.pool.CoroutineQueue.Either;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Kotlin's {@code CoroutineScheduler} (kotlinx.coroutines 1.6 to 1.10), which runs {@code Dispatchers.Default} and
 * {@code Dispatchers.IO} on the same threads. A worker with a CPU permit, or in a blocking task, is inside a task. Tasks of
 * {@code IO} get threads beyond the core; those of {@code Default} never do, however long the core waits.
 */
final class CoroutineFamily extends UncountedFamily implements QueueReader {
    private static final String WORKER = "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker";
    private static final JdkField ORDINAL = JdkField.of(ReadField.ENUM_ORDINAL);
    /** {@code WorkerState}: CPU_ACQUIRED, BLOCKING, and from here on those that have nothing to do. */
    private static final int PARKING = 2;

    // CoroutineScheduler.controlState: 21 bits each for the workers created, and those in blocking tasks.
    private static final int COUNT_MASK = (1 << 21) - 1;
    private static final int BLOCKING_SHIFT = 21;

    private final LibraryField scheduler = LibraryField.of("this$0");
    private final LibraryField state = LibraryField.of("state");
    private final LibraryField core = LibraryField.of("corePoolSize");
    private final LibraryField most = LibraryField.of("maxPoolSize");
    private final LibraryField name = LibraryField.of("schedulerName");
    private final LibraryField forCpu = LibraryField.of("globalCpuQueue");
    private final LibraryField forBlocking = LibraryField.of("globalBlockingQueue");
    private final LibraryField workers = LibraryField.of("workers");
    private final LibraryField array = LibraryField.of("array");
    private final LibraryField local = LibraryField.of("localQueue");
    private final LibraryField buffer = LibraryField.of("buffer");
    private final Either control = new Either("controlState");
    private final Either terminated = new Either("_isTerminated");
    private final Either produced = new Either("producerIndex");
    private final Either consumed = new Either("consumerIndex");
    private final Either last = new Either("lastScheduledTask");

    @Override
    public @Nullable Object seatOf(Thread thread) {
        return thread.getClass().getName().equals(WORKER) && state.get(thread) != null && scheduler.get(thread) != null
                ? thread
                : null;
    }

    @Override
    public @Nullable Object executorOf(Object seat) {
        return scheduler.get(seat);
    }

    /** {@code DefaultDispatcher}, as its threads are called. */
    @Override
    public @Nullable String name(Object executor) {
        return name.get(executor) instanceof String its ? its : null;
    }

    @Override
    public boolean inTask(Object seat) {
        return ORDINAL.getInt(state.get(seat), PARKING) < PARKING;
    }

    private int created(Object executor) {
        return (int) control.number(executor) & COUNT_MASK;
    }

    private int blocking(Object executor) {
        return (int) (control.number(executor) >>> BLOCKING_SHIFT) & COUNT_MASK;
    }

    @Override
    public int size(Object executor) {
        return created(executor);
    }

    @Override
    public Limits limits(Object executor) {
        int cpu = core.getInt(executor, 0);
        return new Limits(cpu, cpu + blocking(executor), most.getInt(executor, 0));
    }

    /** {@code tryCreateWorker}: while fewer than the core are not in blocking tasks; such a task gets a thread anyway. */
    @Override
    public boolean canGrow(Object executor) {
        return created(executor) - blocking(executor) < core.getInt(executor, 0)
                || CoroutineQueue.depth(forBlocking.get(executor)) > 0;
    }

    @Override
    public boolean terminated(Object executor) {
        return terminated.number(executor) != 0;
    }

    @Override
    public Object queue(Object executor) {
        return executor;
    }

    @Override
    public QueueReader queueReader(Object executor) {
        return this;
    }

    @Override
    public int depth(Object queue, long now) {
        int depth = CoroutineQueue.depth(forCpu.get(queue)) + CoroutineQueue.depth(forBlocking.get(queue));
        if (array.get(workers.get(queue)) instanceof AtomicReferenceArray<?> all) {
            for (int i = 0; i < all.length(); i++) {
                Object own = local.get(all.get(i));
                if (own != null) {
                    depth += (int) Math.max(0, produced.number(own) - consumed.number(own));
                    depth += last.get(own) == null ? 0 : 1;
                }
            }
        }
        return depth;
    }

    /**
     * First what a worker without a task of its own would take, then what the workers have before them: the task that each
     * added last, which it takes first, and the others, which also those may take that have none.
     */
    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        int place = CoroutineQueue.show(forCpu.get(queue), 0, visitor);
        place = place < 0 ? place : CoroutineQueue.show(forBlocking.get(queue), place, visitor);
        if (place < 0 || !(array.get(workers.get(queue)) instanceof AtomicReferenceArray<?> all)) {
            return;
        }
        for (int i = 0; i < all.length() && place >= 0; i++) {
            Object own = local.get(all.get(i));
            if (own != null && buffer.get(own) instanceof AtomicReferenceArray<?> tasks) {
                Object first = last.get(own);
                if (first != null && !visitor.task(first, ++place)) {
                    return;
                }
                long head = consumed.number(own);
                place = CoroutineQueue.show(tasks, head, produced.number(own) - head, place, visitor);
            }
        }
    }
}
