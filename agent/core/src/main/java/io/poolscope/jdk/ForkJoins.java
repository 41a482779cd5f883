package io.poolscope.jdk;

/** The size that a {@code ForkJoinPool} aims at, read from its fields. */
public final class ForkJoins {
    private static final JdkField MODE = JdkField.of(ReadField.FORK_MODE);
    private static final JdkField PARALLELISM = JdkField.of(ReadField.FORK_PARALLELISM);
    private static final int SMASK = CopiedConstant.FORK_PARALLELISM_MASK.asInt();

    private ForkJoins() {}

    /** Parallelism; -1 where it cannot be read or the object is no fork-join pool. */
    public static int parallelism(Object pool) {
        int plain = PARALLELISM.getInt(pool, -1);
        if (plain >= 0) {
            return Math.max(1, plain);
        }
        int mode = MODE.getInt(pool, -1);
        return mode < 0 ? -1 : Math.max(1, mode & SMASK);
    }
}
