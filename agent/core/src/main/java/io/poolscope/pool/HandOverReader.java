package io.poolscope.pool;

/** {@code SynchronousQueue}: holds no task, ever. */
final class HandOverReader implements QueueReader {
    @Override
    public int depth(Object queue, long now) {
        return 0;
    }

    @Override
    public Integer capacity(Object queue) {
        return 0;
    }

    @Override
    public boolean fifo() {
        return true;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {}
}
