package io.poolscope.pool;

import io.poolscope.jdk.CopiedConstant;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The fields of {@code java.util.concurrent.ThreadPoolExecutor} and its {@code Worker}, the same from 17 to 25, and in
 * the copies of that class that servers carry. A worker is inside a task exactly while its lock is held, which
 * {@code runWorker} takes around each task (AQS state 1; -1 until the worker runs).
 */
final class ThreadPoolShape {
    private static final JdkField LOCK_STATE = JdkField.of(ReadField.SYNCHRONIZER_STATE);

    // ThreadPoolExecutor.ctl: run state in the high 3 bits, worker count in the rest.
    private static final int COUNT_BITS = CopiedConstant.POOL_COUNT_BITS.asInt();
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int RUNNING = CopiedConstant.POOL_RUNNING.asInt() >> COUNT_BITS;
    private static final int TERMINATED = CopiedConstant.POOL_TERMINATED.asInt() >> COUNT_BITS;

    private final JdkField executor;
    private final JdkField completed;
    private final JdkField ctl;
    private final JdkField queue;
    private final JdkField core;
    private final JdkField max;
    private final JdkField retired;

    private ThreadPoolShape(
            JdkField executor,
            JdkField completed,
            JdkField ctl,
            JdkField queue,
            JdkField core,
            JdkField max,
            JdkField retired) {
        this.executor = executor;
        this.completed = completed;
        this.ctl = ctl;
        this.queue = queue;
        this.core = core;
        this.max = max;
        this.retired = retired;
    }

    /** That of the JDK's own class. */
    static ThreadPoolShape ofJdk() {
        return new ThreadPoolShape(
                JdkField.of(ReadField.WORKER_POOL),
                JdkField.of(ReadField.WORKER_COMPLETED),
                JdkField.of(ReadField.POOL_CTL),
                JdkField.of(ReadField.POOL_QUEUE),
                JdkField.of(ReadField.POOL_CORE),
                JdkField.of(ReadField.POOL_MAX),
                JdkField.of(ReadField.POOL_COMPLETED));
    }

    /** That of a copy: fields by name, in whatever loader. Holds both classes weakly. */
    static ThreadPoolShape of(Class<?> pool, Class<?> worker) {
        return new ThreadPoolShape(
                JdkField.of(worker, ReadField.WORKER_POOL.memberName()),
                JdkField.of(worker, ReadField.WORKER_COMPLETED.memberName()),
                JdkField.of(pool, ReadField.POOL_CTL.memberName()),
                JdkField.of(pool, ReadField.POOL_QUEUE.memberName()),
                JdkField.of(pool, ReadField.POOL_CORE.memberName()),
                JdkField.of(pool, ReadField.POOL_MAX.memberName()),
                JdkField.of(pool, ReadField.POOL_COMPLETED.memberName()));
    }

    boolean present() {
        return executor.present() && completed.present() && ctl.present() && queue.present() && LOCK_STATE.present();
    }

    @Nullable
    Object executorOf(Object seat) {
        return executor.get(seat);
    }

    static boolean inTask(Object seat) {
        return LOCK_STATE.getInt(seat, 0) == 1;
    }

    long completed(Object seat) {
        return completed.getLong(seat, 0);
    }

    long retired(Object pool) {
        return retired.getLong(pool, 0);
    }

    int size(Object pool) {
        return ctl(pool) & COUNT_MASK;
    }

    boolean terminated(Object pool) {
        return ctl(pool) >> COUNT_BITS == TERMINATED;
    }

    boolean accepts(Object pool) {
        return ctl(pool) >> COUNT_BITS == RUNNING;
    }

    int core(Object pool) {
        return core.getInt(pool, 0);
    }

    int max(Object pool) {
        return max.getInt(pool, 0);
    }

    @Nullable
    Object queue(Object pool) {
        return queue.get(pool);
    }

    /** Run state and number of workers in one. */
    int ctl(Object pool) {
        return ctl.get(pool) instanceof AtomicInteger value ? value.get() : RUNNING << COUNT_BITS;
    }

    /** {@code null} for the number that stands for no limit. */
    static @Nullable Integer limit(int threads) {
        return threads >= COUNT_MASK ? null : threads;
    }
}
