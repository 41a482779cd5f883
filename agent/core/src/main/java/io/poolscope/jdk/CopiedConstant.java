package io.poolscope.jdk;

import static io.poolscope.jdk.Owners.*;

import org.jspecify.annotations.Nullable;

/** Constants of the JDK that give its fields their meaning, with their values: the JDK's compiler copies them too. */
public enum CopiedConstant implements JdkMember {
    // Bits of a JVMTI thread state: jdk.internal.misc.VM.toThreadState
    ALIVE(VM, "JVMTI_THREAD_STATE_ALIVE", 0x0001),
    TERMINATED(VM, "JVMTI_THREAD_STATE_TERMINATED", 0x0002),
    RUNNABLE(VM, "JVMTI_THREAD_STATE_RUNNABLE", 0x0004),
    WAITING_INDEFINITELY(VM, "JVMTI_THREAD_STATE_WAITING_INDEFINITELY", 0x0010),
    WAITING_WITH_TIMEOUT(VM, "JVMTI_THREAD_STATE_WAITING_WITH_TIMEOUT", 0x0020),
    BLOCKED(VM, "JVMTI_THREAD_STATE_BLOCKED_ON_MONITOR_ENTER", 0x0400),

    /** A state above it is final. */
    TASK_COMPLETING(TASK, "COMPLETING", 1),
    /** In advice, as a literal; so is the next. */
    TASK_NORMAL(TASK, "NORMAL", 2),
    TASK_EXCEPTIONAL(TASK, "EXCEPTIONAL", 3),
    TIMER_TASK_CANCELLED(TIMER_TASK, "CANCELLED", 3),
    PER_TASK_TERMINATED(PER_TASK, "TERMINATED", 2, 19),

    /** In {@code ctl}, the state lies above the number of workers. */
    POOL_COUNT_BITS(POOL, "COUNT_BITS", 29),
    POOL_RUNNING(POOL, "RUNNING", -1 << 29),
    POOL_TERMINATED(POOL, "TERMINATED", 3 << 29),

    /** Of {@code mode}, and of {@code parallelism}. */
    FORK_PARALLELISM_MASK(FORK, "SMASK", 0xffff),
    /** In {@code ctl}. */
    FORK_SIZE_SHIFT(FORK, "TC_SHIFT", 32),
    /** In {@code phase}. */
    FORK_IDLE(FORK, "IDLE", 1 << 16, 22),
    FORK_SHUTDOWN_IN_MODE(FORK, "SHUTDOWN", 1 << 24, OLDEST, 18),
    FORK_TERMINATED_IN_MODE(FORK, "TERMINATED", 1 << 25, OLDEST, 18),
    FORK_SHUTDOWN_INT(FORK, "SHUTDOWN", 1, 19, 21),
    FORK_TERMINATED_INT(FORK, "TERMINATED", 2, 19, 21),
    FORK_SHUTDOWN(FORK, "SHUTDOWN", 1L << 1, 22, NEWEST),
    FORK_TERMINATED_23(FORK, "TERMINATED", 1L << 2, 22, 23),
    FORK_TERMINATED(FORK, "TERMINATED", 1L << 3, 24, NEWEST);

    private final Row row;
    private final long value;

    CopiedConstant(String owner, String name, int value) {
        this(owner, name, value, OLDEST);
    }

    CopiedConstant(String owner, String name, int value, int since) {
        this(owner, name, value, since, NEWEST);
    }

    CopiedConstant(String owner, String name, int value, int since, int until) {
        row = new Row(owner, name, "I", since, until);
        this.value = value;
    }

    CopiedConstant(String owner, String name, long value, int since, int until) {
        row = new Row(owner, name, "J", since, until);
        this.value = value;
    }

    @Override
    public Row row() {
        return row;
    }

    /** Its value, widened. */
    public long value() {
        return value;
    }

    /** Whether a class file gives it this value. */
    boolean is(@Nullable Object inClassFile) {
        return inClassFile instanceof Number number && number.longValue() == value;
    }

    /** Its value. */
    public int asInt() {
        return (int) value;
    }
}
