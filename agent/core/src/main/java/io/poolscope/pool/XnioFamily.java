package io.poolscope.pool;

import org.jspecify.annotations.Nullable;

/** The I/O threads of XNIO (3.8), and so of Undertow and WildFly: idle while their selector selects. The thread is the loop. */
final class XnioFamily extends LoopFamily {
    private static final String LOOP = "org.xnio.nio.WorkerThread";

    private final LibraryField selector = LibraryField.of("selector");
    private final LibraryField work = LibraryField.of("selectorWorkQueue");
    private final RingReader ring = new RingReader(false);

    @Override
    public @Nullable Object seatOf(Thread thread) {
        return thread.getClass().getName().equals(LOOP) && Selectors.known(selector.get(thread)) ? thread : null;
    }

    @Override
    public boolean inTask(Object seat) {
        return !Selectors.selecting(selector.get(seat));
    }

    @Override
    public @Nullable Object queue(Object executor) {
        return work.get(executor);
    }

    @Override
    public @Nullable QueueReader queueReader(Object executor) {
        Object queue = work.get(executor);
        return queue != null && ring.reads(queue) ? ring : null;
    }
}
