package io.poolscope.watch;

/**
 * Tasks that a pool has ended, from its own counters without its lock. The pool adds a worker's count to its own when
 * the worker leaves, shortly before the thread ends: for that moment the same tasks stand in both. So the counts of
 * workers that poolscope saw are read from their own seats, also after their end, and the pool's counter serves only
 * for workers that came and went between two samples, at moments when none is leaving.
 */
final class CompletedTasks {
    private final long retiredAtFirst;
    private final long base;
    private long gone;
    private long unseen;
    private long settledRetired = -1;
    private long total;

    /**
     * Begins to count.
     *
     * @param retired the pool's own counter
     * @param live sum over the live workers
     * @param fromZero whether tasks ended before now count
     */
    CompletedTasks(long retired, long live, boolean fromZero) {
        this.retiredAtFirst = retired;
        this.base = fromZero ? 0 : retired + live;
        this.total = retired + live - base;
    }

    /** A worker has ended with this count. */
    void ended(long completed) {
        gone += completed;
    }

    /**
     * The total now; never falls.
     *
     * @param retired the pool's own counter
     * @param live sum over the live workers
     * @param settled whether the pool has as many workers as are known to live
     */
    long update(long retired, long live, boolean settled) {
        if (settled && retired == settledRetired) {
            unseen = Math.max(unseen, retired - retiredAtFirst - gone);
        }
        settledRetired = settled ? retired : -1;
        total = Math.max(total, retiredAtFirst + gone + unseen + live - base);
        return total;
    }

    long total() {
        return total;
    }
}
