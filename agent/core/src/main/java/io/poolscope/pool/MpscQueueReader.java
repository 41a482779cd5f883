package io.poolscope.pool;

/**
 * The linked array queues of JCTools for many producers and one consumer, which Netty carries
 * ({@code MpscUnboundedArrayQueue}, {@code MpscChunkedArrayQueue}; Netty 4.1 and 4.2). Both indices count twice; a used-up
 * chunk ends in a mark, behind which the next one lies.
 */
final class MpscQueueReader implements QueueReader {
    private final LibraryField produced = LibraryField.optional("producerIndex");
    private final LibraryField consumed = LibraryField.optional("consumerIndex");
    private final LibraryField buffer = LibraryField.optional("consumerBuffer");
    private final LibraryField mask = LibraryField.optional("consumerMask");

    boolean reads(Object queue) {
        return produced.presentIn(queue) && consumed.presentIn(queue) && buffer.presentIn(queue);
    }

    /** Tasks that its consumer has taken so far. */
    long taken(Object queue) {
        return consumed.getLong(queue, 0) >>> 1;
    }

    @Override
    public int depth(Object queue, long now) {
        // The consumer's index first: one that is older than the producer's gives too many, never less than none.
        long from = consumed.getLong(queue, 0) >>> 1;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, (produced.getLong(queue, 0) >>> 1) - from));
    }

    /** They do leave in order; but tasks that the loop runs beside the queue would be taken for starts from it. */
    @Override
    public boolean fifo() {
        return false;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        long wrap = mask.getLong(queue, -1);
        if (wrap < 0 || !(buffer.get(queue) instanceof Object[] chunk)) {
            return;
        }
        long index = consumed.getLong(queue, 0);
        int place = 0;
        for (int steps = 0; steps < 2 * MAX_VISITED && place < MAX_VISITED; steps++) {
            int at = (int) ((index & wrap) >> 1);
            Object task = at < chunk.length ? chunk[at] : null;
            if (task != null && task.getClass() == Object.class) {
                int link = (int) ((wrap + 2) >> 1);
                if (link >= chunk.length || !(chunk[link] instanceof Object[] next)) {
                    return;
                }
                chunk = next;
                wrap = (chunk.length - 2L) << 1;
                continue;
            }
            if (task == null || !visitor.task(task, ++place)) {
                return;
            }
            index += 2;
        }
    }
}
