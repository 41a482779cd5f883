package io.poolscope.pool;

import io.poolscope.jdk.CopiedConstant;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/**
 * {@code Executors.newThreadPerTaskExecutor} with platform threads (21 and later): no queue, no limit, and a worker for each
 * task, which is inside it from its beginning to its end. Virtual threads are no workers: what they wait for costs nobody a
 * thread.
 */
final class ThreadPerTaskFamily extends UncountedFamily {
    private static final String EXECUTOR = ReadField.PER_TASK_STATE.owner();
    private static final JdkField CONTAINER = JdkField.of(ReadField.THREAD_CONTAINER);
    private static final JdkField STATE = JdkField.of(ReadField.PER_TASK_STATE);
    private static final int TERMINATED = CopiedConstant.PER_TASK_TERMINATED.asInt();

    private static final Limits NONE = new Limits(null, null, null);

    @Override
    public @Nullable Object seatOf(Thread thread) {
        Object container = CONTAINER.get(thread);
        return container != null && container.getClass().getName().equals(EXECUTOR)
                ? new Seat(thread, container)
                : null;
    }

    @Override
    public boolean inTask(Object seat) {
        return true;
    }

    @Override
    public Limits limits(Object executor) {
        return NONE;
    }

    @Override
    public boolean canGrow(Object executor) {
        return !terminated(executor);
    }

    @Override
    public boolean terminated(Object executor) {
        return STATE.getInt(executor, 0) >= TERMINATED;
    }
}
