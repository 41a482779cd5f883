package io.poolscope.pool;

import io.poolscope.jdk.StaticField;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of coroutines (kotlinx.coroutines 1.6 to 1.10): which job a queued step of a coroutine brings nearer to its end, and
 * where steps wait that no scheduler has in its queue. Which worker runs which coroutine no field says. poolscope's thread
 * only.
 */
final class CoroutineJobs {
    private static final String KOTLIN = "kotlin.coroutines.";
    private static final String LIBRARY = "kotlinx.coroutines.";
    private static final String JOB = LIBRARY + "JobSupport";
    private static final String LIMITED = LIBRARY + "internal.LimitedDispatcher";
    private static final String IO = LIBRARY + "scheduling.DefaultIoScheduler";
    private static final String UNLIMITED_IO = LIBRARY + "scheduling.UnlimitedIoScheduler";
    private static final String SCHEDULER = LIBRARY + "scheduling.CoroutineScheduler";
    /** Coroutines and jobs on the way from a step to the job that a thread waits for. */
    private static final int MAX_CALLERS = 64;
    /** Jobs below the one that a thread waits for, and elements of a context. */
    private static final int MAX_BELOW = 64;

    private static final LibraryField BLOCK = LibraryField.in(LIBRARY + "scheduling.TaskImpl", "block");
    private static final LibraryField CURRENT = LibraryField.in(LIMITED + "$Worker", "currentTask");
    private static final LibraryField CONTINUATION =
            LibraryField.in(LIBRARY + "internal.DispatchedContinuation", "continuation");
    private static final LibraryField DELEGATE = LibraryField.in(LIBRARY + "CancellableContinuationImpl", "delegate");
    private static final LibraryField COMPLETION =
            LibraryField.in("kotlin.coroutines.jvm.internal.BaseContinuationImpl", "completion");
    private static final LibraryField CALLER = LibraryField.in(LIBRARY + "internal.ScopeCoroutine", "uCont");
    private static final LibraryField PARENT = LibraryField.in(JOB, "_parentHandle$volatile");
    private static final LibraryField PARENT_EARLY = LibraryField.in(JOB, "_parentHandle");
    private static final LibraryField PARENT_JOB = LibraryField.in(LIBRARY + "JobNode", "job");
    private static final LibraryField STATE = LibraryField.in(JOB, "_state$volatile");
    private static final LibraryField STATE_EARLY = LibraryField.in(JOB, "_state");
    private static final LibraryField LIST = LibraryField.in(JOB + "$Finishing", "list");
    private static final LibraryField NEXT =
            LibraryField.in(LIBRARY + "internal.LockFreeLinkedListNode", "_next$volatile");
    private static final LibraryField NEXT_EARLY =
            LibraryField.in(LIBRARY + "internal.LockFreeLinkedListNode", "_next");
    private static final LibraryField CHILD = LibraryField.in(LIBRARY + "ChildHandleNode", "childJob");
    private static final LibraryField CONTEXT = LibraryField.in(LIBRARY + "AbstractCoroutine", "context");
    private static final LibraryField LEFT = LibraryField.in("kotlin.coroutines.CombinedContext", "left");
    private static final LibraryField ELEMENT = LibraryField.in("kotlin.coroutines.CombinedContext", "element");
    private static final LibraryField QUEUE = LibraryField.in(LIMITED, "queue");
    private static final LibraryField LIMITS = LibraryField.in(LIMITED, "dispatcher");
    private static final LibraryField ITS_SCHEDULER =
            LibraryField.in(LIBRARY + "scheduling.SchedulerCoroutineDispatcher", "coroutineScheduler");
    private static final LibraryField ITS_EXECUTOR =
            LibraryField.in(LIBRARY + "ExecutorCoroutineDispatcherImpl", "executor");
    private static final StaticField IO_VIEW = new StaticField("default");

    private CoroutineJobs() {}

    /** Asked of every queued task of every pool. */
    private static boolean known(Object object) {
        return object.getClass().getName().contains(LIBRARY);
    }

    /** The task inside a scheduler's task, or the one that a worker of a limited view begins with; null for any other. */
    static @Nullable Object inside(Object task) {
        if (!known(task)) {
            return null;
        }
        Object block = BLOCK.get(task);
        return block == null ? CURRENT.get(task) : block;
    }

    /** The application's coroutine of which a task is a step; null where it is none, or only the library's own is known. */
    static @Nullable Object coroutine(Object task) {
        if (!known(task)) {
            return null;
        }
        Object step = DELEGATE.get(task);
        Object coroutine = CONTINUATION.get(step == null ? task : step);
        return coroutine == null || coroutine.getClass().getName().contains(KOTLIN) ? null : coroutine;
    }

    /**
     * The job that cannot end before this step of a coroutine has run: of the coroutine itself, of one that called it and waits
     * for it, or of the parent of either.
     *
     * @param wanted which job is looked for
     * @return null where the task is no step of a coroutine, or none of its jobs is wanted
     */
    static @Nullable Object completes(Object task, Predicate<Object> wanted) {
        if (!known(task)) {
            return null;
        }
        Object at = CONTINUATION.get(task);
        at = at == null ? DELEGATE.get(task) : at;
        for (int callers = 0; at != null && callers < MAX_CALLERS; callers++) {
            if (wanted.test(at)) {
                return at;
            }
            at = outer(at);
        }
        return null;
    }

    private static @Nullable Object outer(Object coroutine) {
        for (LibraryField field : new LibraryField[] {COMPLETION, CALLER, CONTINUATION, DELEGATE}) {
            Object outer = field.get(coroutine);
            if (outer != null) {
                return outer;
            }
        }
        Object handle = PARENT.get(coroutine);
        return PARENT_JOB.get(handle == null ? PARENT_EARLY.get(coroutine) : handle);
    }

    /** A queue of a view with limited parallelism, and the dispatcher whose threads serve it. */
    record View(Object dispatcher, Object queue) {}

    /** Shows the views that a job and the jobs below it are dispatched to; nothing for any other object. */
    static void views(Object job, Consumer<View> see) {
        if (known(job)) {
            views(job, see, new int[] {MAX_BELOW});
        }
    }

    private static void views(Object job, Consumer<View> see, int[] budget) {
        Object context = CONTEXT.get(job);
        while (context != null && budget[0]-- > 0) {
            Object element = ELEMENT.get(context);
            view(element == null ? context : element, see);
            context = LEFT.get(context);
        }
        Object state = STATE.get(job);
        state = state == null ? STATE_EARLY.get(job) : state;
        Object list = LIST.get(state);
        // One child alone is the state; several are in a ring whose head is, or is in it once the job's own code has
        // ended.
        Object head = list == null ? state : list;
        Object node = head;
        do {
            Object child = CHILD.get(node);
            if (child != null) {
                views(child, see, budget);
            }
            node = next(node);
        } while (node != null && node != head && budget[0]-- > 0);
    }

    private static @Nullable Object next(@Nullable Object node) {
        Object next = NEXT.get(node);
        return next == null ? NEXT_EARLY.get(node) : next;
    }

    private static void view(Object dispatcher, Consumer<View> see) {
        boolean io = dispatcher.getClass().getName().endsWith(IO);
        Object limited = io ? IO_VIEW.get(dispatcher.getClass()) : dispatcher;
        Object queue = QUEUE.get(limited);
        Object serves = LIMITS.get(limited);
        if (queue != null && serves != null) {
            see.accept(new View(serves, queue));
        }
    }

    /** Whether what is given to a dispatcher runs on the threads of an executor. */
    static boolean runsOn(Object dispatcher, Object executor) {
        if (ITS_SCHEDULER.get(dispatcher) == executor || ITS_EXECUTOR.get(dispatcher) == executor) {
            return true;
        }
        // A singleton in front of the one scheduler of its library that has this name.
        return dispatcher.getClass().getName().endsWith(UNLIMITED_IO)
                && executor.getClass().getName().endsWith(SCHEDULER)
                && executor.getClass().getClassLoader() == dispatcher.getClass().getClassLoader();
    }
}
