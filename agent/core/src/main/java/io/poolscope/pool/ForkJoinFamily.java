package io.poolscope.pool;

import io.poolscope.jdk.CopiedConstant;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import io.poolscope.snapshot.PoolKind;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * {@code ForkJoinPool}, the common pool among them. Tasks are counted as the pool counts them, {@code WorkQueue.nsteals}: on
 * 17 to 21 a burst of tasks that a worker runs from one queue without going idle is credited at its end.
 */
class ForkJoinFamily implements PoolFamily {
    private static final JdkField EXECUTOR = JdkField.of(ReadField.FORK_WORKER_POOL);
    private static final JdkField SEAT = JdkField.of(ReadField.FORK_WORKER_LANE);
    private static final JdkField OWNER = JdkField.of(ReadField.LANE_OWNER);
    private static final JdkField PHASE = JdkField.of(ReadField.LANE_PHASE);
    private static final JdkField STEALS = JdkField.of(ReadField.LANE_STEALS);
    private static final JdkField RETIRED = JdkField.of(ReadField.FORK_STEALS);
    private static final JdkField CTL = JdkField.of(ReadField.FORK_CTL);
    private static final JdkField MODE = JdkField.of(ReadField.FORK_MODE);
    private static final JdkField PARALLELISM = JdkField.of(ReadField.FORK_PARALLELISM);
    private static final JdkField RUN_STATE_INT = JdkField.of(ReadField.FORK_RUN_STATE_INT);
    private static final JdkField RUN_STATE = JdkField.of(ReadField.FORK_RUN_STATE);
    /** {@code WorkQueue.parking} came with the new meaning of {@code phase} (seen in 25, not in 17 to 21). */
    private static final boolean IDLE_IS_A_BIT =
            JdkField.of(ReadField.LANE_PARKING).present();

    private static final int IDLE = CopiedConstant.FORK_IDLE.asInt();
    private static final int PARALLELISM_MASK = CopiedConstant.FORK_PARALLELISM_MASK.asInt();
    private static final int TC_SHIFT = CopiedConstant.FORK_SIZE_SHIFT.asInt();
    /** The same bits mean something else in other versions. */
    private static final long TERMINATED = bit(
            CopiedConstant.FORK_TERMINATED_IN_MODE,
            CopiedConstant.FORK_TERMINATED_INT,
            CopiedConstant.FORK_TERMINATED_23,
            CopiedConstant.FORK_TERMINATED);

    private static final long SHUTDOWN =
            bit(CopiedConstant.FORK_SHUTDOWN_IN_MODE, CopiedConstant.FORK_SHUTDOWN_INT, CopiedConstant.FORK_SHUTDOWN);
    private static final ForkJoinQueues TASKS = new ForkJoinQueues();

    @Override
    public @Nullable Object seatOf(Thread thread) {
        return thread instanceof ForkJoinWorkerThread && !VirtualSchedulerFamily.carrier(thread)
                ? SEAT.get(thread)
                : null;
    }

    static @Nullable Object seat(Thread thread) {
        return SEAT.get(thread);
    }

    @Override
    public @Nullable Object executorOf(Object seat) {
        return EXECUTOR.get(OWNER.get(seat));
    }

    @Override
    public boolean owns(Object executor) {
        return executor instanceof ForkJoinPool;
    }

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.FORK_JOIN;
    }

    /** Asking for the common pool initialises nothing: an instance of its class exists already. */
    @Override
    public @Nullable String name(Object executor) {
        return executor == ForkJoinPool.commonPool() ? "ForkJoinPool.commonPool" : null;
    }

    /** Idle is {@code phase < 0} in 17 to 21, bit 16 of {@code phase} in 25 (measured); no blocker is asked. */
    @Override
    public boolean inTask(Object seat) {
        int phase = PHASE.getInt(seat, -1);
        return IDLE_IS_A_BIT ? (phase & IDLE) == 0 : phase >= 0;
    }

    /** 25 counts a task when a worker takes it ({@code runWorker}), 17 to 21 when it has ended ({@code topLevelExec}). */
    @Override
    public long completed(Object seat, boolean inTask) {
        long taken = STEALS.getInt(seat, 0) & 0xffff_ffffL;
        return IDLE_IS_A_BIT && inTask && taken > 0 ? taken - 1 : taken;
    }

    /** {@code phase} changes each time the worker goes idle, the steals with each task or burst of tasks. */
    @Override
    public long taskNumber(Object seat) {
        return ((long) PHASE.getInt(seat, 0) << 32) | (STEALS.getInt(seat, 0) & 0xffff_ffffL);
    }

    @Override
    public long retired(Object executor) {
        return RETIRED.getLong(executor, 0);
    }

    /** Workers, {@code ForkJoinPool.getPoolSize}: on 17 the count in {@code ctl} is relative to the parallelism. */
    @Override
    public int size(Object executor) {
        int count = (short) (CTL.getLong(executor, 0) >>> TC_SHIFT);
        return Math.max(0, PARALLELISM.present() ? count : count + parallelism(executor));
    }

    private static int parallelism(Object executor) {
        return PARALLELISM.present()
                ? PARALLELISM.getInt(executor, 0) & PARALLELISM_MASK
                : MODE.getInt(executor, 0) & PARALLELISM_MASK;
    }

    /** The parallelism; compensation for managed waits goes beyond it. */
    @Override
    public Limits limits(Object executor) {
        int parallelism = parallelism(executor);
        return new Limits(null, parallelism, parallelism);
    }

    @Override
    public boolean canGrow(Object executor) {
        return size(executor) < parallelism(executor) && !terminated(executor);
    }

    @Override
    public boolean growsByCompensation() {
        return true;
    }

    @Override
    public boolean terminated(Object executor) {
        return state(executor, TERMINATED);
    }

    @Override
    public boolean accepts(Object executor) {
        return !state(executor, SHUTDOWN);
    }

    private static long bit(CopiedConstant... byVersion) {
        int feature = Runtime.version().feature();
        for (CopiedConstant each : byVersion) {
            if (each.in(feature)) {
                return each.value();
            }
        }
        return 0;
    }

    private static boolean state(Object executor, long bit) {
        if (MODE.present()) {
            return (MODE.getInt(executor, 0) & bit) != 0;
        }
        return (RUN_STATE.getLong(executor, RUN_STATE_INT.getInt(executor, 0)) & bit) != 0;
    }

    @Override
    public Object queue(Object executor) {
        return executor;
    }

    @Override
    public @Nullable String queueType(Object executor) {
        return null;
    }

    @Override
    public QueueReader queueReader(Object executor) {
        return TASKS;
    }
}
