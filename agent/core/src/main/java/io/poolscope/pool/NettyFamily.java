package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import io.poolscope.jdk.WrappedRunnables;
import io.poolscope.snapshot.PoolKind;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Netty's {@code SingleThreadEventExecutor}s (4.1 and 4.2; also where a library has moved them to a package of its own): the
 * NIO and epoll loops, of Vert.x and Reactor Netty too, and {@code DefaultEventExecutor}. An NIO loop is idle while its
 * selector selects; an epoll loop while {@code nextWakeupNanos} is not {@code AWAKE}, which it sets around each wait; any
 * other while it is parked on its task queue.
 */
final class NettyFamily extends LoopFamily {
    private static final String EXECUTOR = "netty.util.concurrent.SingleThreadEventExecutor$";
    private static final String PLAIN = "netty.util.concurrent.DefaultEventExecutor";
    private static final JdkField NOT_EMPTY = JdkField.of(ReadField.LINKED_QUEUE_NOT_EMPTY);
    /** {@code NioEventLoop.AWAKE}, {@code EpollEventLoop.AWAKE}. */
    private static final long AWAKE = -1;

    private final WrappedRunnables wrapped = new WrappedRunnables();
    private final LibraryField loop = LibraryField.of("this$0");
    private final LibraryField thread = LibraryField.of("thread");
    private final LibraryField tasks = LibraryField.of("taskQueue");
    private final LibraryField ran = LibraryField.of("lastExecutionTime");
    /** Netty 4.2: what was the loop's own is its handler's. */
    private final LibraryField handler = LibraryField.optional("ioHandler");

    private final LibraryField selector = LibraryField.optional("unwrappedSelector");
    private final LibraryField selected = LibraryField.optional("selectedKeys");
    private final LibraryField count = LibraryField.optional("size");
    private final LibraryField wakeup = LibraryField.optional("nextWakeupNanos");
    private final MpscQueueReader mpsc = new MpscQueueReader();

    @Override
    public @Nullable Object seatOf(Thread of) {
        Object body = wrapped.find(of, object -> object.getClass().getName().contains(EXECUTOR));
        Object found = loop.get(body);
        return found != null && readable(found) ? found : null;
    }

    /** A loop of another transport is left to be shown as threads that nobody knows: better than wrong. */
    private boolean readable(Object found) {
        return Selectors.known(selectorOf(found))
                || wakeupOf(found) != null
                || io(found) == found && tasks.get(found) instanceof LinkedBlockingQueue;
    }

    private Object io(Object of) {
        Object its = handler.get(of);
        return its == null ? of : its;
    }

    private @Nullable Object selectorOf(Object of) {
        return selector.get(io(of));
    }

    private @Nullable AtomicLong wakeupOf(Object of) {
        return wakeup.get(io(of)) instanceof AtomicLong nanos ? nanos : null;
    }

    /** A {@code DefaultEventExecutorGroup} is a pool, made for work that may wait. */
    @Override
    public PoolKind kind(Object executor) {
        return executor.getClass().getName().endsWith(PLAIN) ? PoolKind.THREAD_POOL : PoolKind.EVENT_LOOP;
    }

    @Override
    public boolean inTask(Object seat) {
        Object selects = selectorOf(seat);
        if (selects != null) {
            return !Selectors.selecting(selects);
        }
        AtomicLong next = wakeupOf(seat);
        if (next != null) {
            return next.get() == AWAKE;
        }
        return !(thread.get(seat) instanceof Thread own)
                || LockSupport.getBlocker(own) != NOT_EMPTY.get(tasks.get(seat));
    }

    /** Tasks taken from its queue; what it does for its channels is not counted by anyone. */
    @Override
    public long completed(Object seat, boolean inTask) {
        Object queue = tasks.get(seat);
        return queue != null && mpsc.reads(queue) ? mpsc.taken(queue) : 0;
    }

    /** Nothing counts its rounds: what changes from one to the next, or while it goes through the keys of one. */
    @Override
    public long taskNumber(Object seat) {
        long round = ran.getLong(seat, 0) * 31 + completed(seat, true);
        Object keys = selected.get(io(seat));
        return round * 31 + count.getInt(keys, 0);
    }

    @Override
    public @Nullable Object queue(Object executor) {
        return tasks.get(executor);
    }

    @Override
    public @Nullable QueueReader queueReader(Object executor) {
        Object queue = tasks.get(executor);
        QueueReader known = Queues.readerOf(queue);
        return known != null ? known : queue != null && mpsc.reads(queue) ? mpsc : null;
    }
}
