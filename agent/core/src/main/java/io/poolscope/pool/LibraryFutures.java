package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the futures of libraries keep in fields: who runs them, which future they wait for themselves, what a queued task
 * completes. Guava (fields of 27 to 33), Netty 4 and kotlinx.coroutines (1.6 to 1.10). Reads only. poolscope's thread only.
 */
public final class LibraryFutures {
    private static final String GUAVA = "com.google.common.util.concurrent.";
    private static final String TASK = GUAVA + "TrustedListenableFutureTask";
    private static final String NETTY = "io.netty.util.concurrent.PromiseTask";
    private static final String NETTY_WRITE = "io.netty.channel.AbstractChannelHandlerContext$WriteTask";

    private static final JdkField VALUE = JdkField.of(ReadField.REFERENCE_VALUE);
    private static final LibraryField RUNS = LibraryField.optional("task");
    private static final LibraryField CALLABLE = LibraryField.optional("callable");
    private static final LibraryField INPUT = LibraryField.optional("inputFuture");
    private static final LibraryField OUTCOME = LibraryField.optional("valueField");
    private static final LibraryField OUTCOME_EARLY = LibraryField.optional("value");
    private static final LibraryField RESULT = LibraryField.optional("result");
    private static final LibraryField PROMISE = LibraryField.optional("promise");

    private LibraryFutures() {}

    /** The thread that runs a Guava task now; null where unknown or none. */
    public static @Nullable Thread runner(Object future) {
        // InterruptibleTask is the reference to its thread.
        return is(future, TASK)
                        && RUNS.get(future) instanceof AtomicReference<?> task
                        && VALUE.get(task) instanceof Thread thread
                ? thread
                : null;
    }

    /** The future that a derived one waits for: {@code transform}, {@code catching} and their like; null otherwise. */
    public static @Nullable Object source(Object future) {
        return future.getClass().getName().contains(GUAVA) ? INPUT.get(future) : null;
    }

    /** Whether a future of Guava or a promise of Netty has its outcome, or may have. */
    public static boolean done(Object future) {
        if (future.getClass().getName().contains("netty.")) {
            return !RESULT.presentIn(future) || RESULT.get(future) != null;
        }
        if (!future.getClass().getName().contains(GUAVA)) {
            return false;
        }
        Object outcome = OUTCOME.presentIn(future) ? OUTCOME.get(future) : OUTCOME_EARLY.get(future);
        // A future that follows another (setFuture) holds a marker.
        return outcome != null
                && !outcome.getClass().getName().contains(GUAVA + "AbstractFuture$SetFuture")
                && !outcome.getClass().getName().contains("DelegatingToFuture");
    }

    /**
     * What the application handed over, inside a task of Guava, Netty or Kotlin; null for any other, and for one that has
     * run.
     */
    public static @Nullable Object inside(Object task) {
        if (is(task, TASK)) {
            return CALLABLE.get(RUNS.get(task));
        }
        if (is(task, NETTY) || is(task, NETTY + "$RunnableAdapter")) {
            return RUNS.get(task);
        }
        Object dispatched = dispatched(task);
        return dispatched == null ? CoroutineJobs.coroutine(task) : dispatched;
    }

    /** The task inside a task of Kotlin's dispatchers; null for any other. */
    public static @Nullable Object dispatched(Object task) {
        return CoroutineJobs.inside(task);
    }

    /**
     * Of the futures that are wanted, the one that cannot complete before this task has run: the job of a coroutine, of which
     * the task is a step; null where it is none.
     */
    public static @Nullable Object completes(Object task, Predicate<Object> wanted) {
        return CoroutineJobs.completes(task, wanted);
    }

    /**
     * Shows queues that stand before the queue of an executor, and may have in them what a job needs: those of Kotlin's views
     * with limited parallelism ({@code Dispatchers.IO} is one).
     *
     * @param future nothing is shown unless it is a coroutine's job
     */
    public static void before(Object future, Consumer<Before> see) {
        CoroutineJobs.views(future, view -> see.accept(new Before(view)));
    }

    /** A queue that stands before that of an executor. */
    public static final class Before {
        private final CoroutineJobs.View view;

        private Before(CoroutineJobs.View view) {
            this.view = view;
        }

        /** Whether that executor runs what is in it. */
        public boolean of(Object executor) {
            return CoroutineJobs.runsOn(view.dispatcher(), executor);
        }

        /** To know it again by. */
        public Object identity() {
            return view.queue();
        }

        /** Shows its tasks in the order of service. */
        public void visit(QueueVisitor visitor) {
            CoroutineQueue.show(view.queue(), 0, visitor);
        }
    }

    /** The promise that a write which another thread handed to a channel's loop completes; null for any other task. */
    public static @Nullable Object promise(Object task) {
        return is(task, NETTY_WRITE) ? PROMISE.get(task) : null;
    }

    private static boolean is(Object object, String type) {
        return object.getClass().getName().endsWith(type);
    }
}
