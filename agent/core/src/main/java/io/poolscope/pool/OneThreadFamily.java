package io.poolscope.pool;

/** What families have in common of which each executor is one thread for its whole life, which nothing replaces. */
abstract class OneThreadFamily extends UncountedFamily {
    private static final Limits ONE = new Limits(null, 1, 1);

    @Override
    public Limits limits(Object executor) {
        return ONE;
    }

    @Override
    public boolean canGrow(Object executor) {
        return false;
    }

    /** Asked only when its thread is gone. */
    @Override
    public boolean terminated(Object executor) {
        return true;
    }
}
