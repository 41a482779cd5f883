package io.poolscope.pool;

import io.poolscope.jdk.ThreadFacts;
import io.poolscope.jdk.WrappedRunnables;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * JBoss {@code EnhancedQueueExecutor} (jboss-threads 3.x), which runs the tasks of XNIO workers, Undertow, WildFly and Quarkus.
 * A worker that waits for a task is parked on the executor itself. Tasks and waiting workers stand in one list; of it only
 * the tasks are shown.
 */
final class JbossFamily extends UncountedFamily implements QueueReader {
    private static final String BODY = "org.jboss.threads.EnhancedQueueExecutor$ThreadBody";

    /** XNIO's factory has the body in a class around the runnable. */
    private static final String XNIO = "org.xnio.XnioWorker$WorkerThreadFactory$";

    // EnhancedQueueExecutor.threadStatus: 20 bits each for the current, the core and the largest number of threads.
    private static final int COUNT_MASK = (1 << 20) - 1;
    private static final int CORE_SHIFT = 20;
    private static final int MAX_SHIFT = 40;

    private final WrappedRunnables wrapped = new WrappedRunnables();
    private final LibraryField outer = LibraryField.optional("this$2");
    private final LibraryField given = LibraryField.optional("val$r");
    private final LibraryField pool = LibraryField.of("this$0");
    private final LibraryField status = LibraryField.of("threadStatus");
    private final LibraryField sizes = LibraryField.of("queueSize");
    private final LibraryField head = LibraryField.of("head");
    private final LibraryField next = LibraryField.of("next");
    private final LibraryField task = LibraryField.optional("task");
    private final LibraryField delegate = LibraryField.of("delegate");

    @Override
    public @Nullable Object seatOf(Thread thread) {
        Object body = wrapped.find(thread, object -> object.getClass().getName().equals(BODY));
        Object target = body == null ? ThreadFacts.target(thread) : null;
        if (target != null && target.getClass().getName().startsWith(XNIO)) {
            Object inner = given.get(outer.get(target));
            body = inner != null && inner.getClass().getName().equals(BODY) ? inner : null;
        }
        Object executor = pool.get(body);
        return executor == null ? null : new Seat(thread, executor);
    }

    @Override
    public boolean inTask(Object seat) {
        return seat instanceof Seat its && LockSupport.getBlocker(its.thread()) != its.executor();
    }

    private int count(Object executor, int shift) {
        return (int) (status.getLong(executor, 0) >>> shift) & COUNT_MASK;
    }

    @Override
    public int size(Object executor) {
        return count(executor, 0);
    }

    @Override
    public Limits limits(Object executor) {
        int most = count(executor, MAX_SHIFT);
        return new Limits(count(executor, CORE_SHIFT), most, most);
    }

    /** Grows before it queues, unless a resistance to growth was set: then it may, or may not. */
    @Override
    public boolean canGrow(Object executor) {
        return !terminated(executor) && size(executor) < count(executor, MAX_SHIFT);
    }

    /** {@code TS_SHUTDOWN_COMPLETE} is the sign. */
    @Override
    public boolean terminated(Object executor) {
        return status.getLong(executor, 0) < 0;
    }

    @Override
    public Object queue(Object executor) {
        return executor;
    }

    @Override
    public QueueReader queueReader(Object executor) {
        return this;
    }

    /** The low half of {@code queueSize}; the high one is the limit. */
    @Override
    public int depth(Object queue, long now) {
        return Math.max(0, (int) sizes.getLong(queue, 0));
    }

    @Override
    public @Nullable Integer capacity(Object queue) {
        int limit = (int) (sizes.getLong(queue, -1L >>> 1) >>> 32);
        return limit == Integer.MAX_VALUE || limit < 0 ? null : limit;
    }

    @Override
    public boolean fifo() {
        return true;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        int place = 0;
        Object node = next.get(head.get(queue));
        for (int steps = 0; node != null && place < MAX_VISITED && steps < 2 * MAX_VISITED; steps++) {
            Object queued = node.getClass().getName().endsWith("$TaskNode") ? task.get(node) : null;
            Object inner = queued == null ? null : delegate.get(queued);
            if (queued != null && !visitor.task(inner == null ? queued : inner, ++place)) {
                return;
            }
            Object following = next.get(node);
            node = following == node ? null : following;
        }
    }
}
