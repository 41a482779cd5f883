package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.Futures;
import io.poolscope.jdk.LambdaFields;
import io.poolscope.pool.LibraryFutures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who will complete the futures that workers wait for, read from the queues at one look. A {@code FutureTask} is found
 * by identity. A thread in {@code CompletableFuture.join} shows a signaller that does not know its future, so every
 * queued or running asynchronous task is followed forward, from the future that it completes to its dependents, until the
 * signaller turns up.
 */
final class Completers {
    /** Something that completes a future. */
    sealed interface Completer permits Queued, Running, After {}

    /**
     * A task in a queue.
     *
     * @param pool whose queue
     * @param place from 1
     * @param task as it lies in the queue
     */
    record Queued(Pool pool, int place, Object task) implements Completer {}

    /**
     * A task that runs.
     *
     * @param thread by whom
     * @param kind of the task, as by {@link TaskNames}; null where unknown
     */
    record Running(Thread thread, @Nullable String kind) implements Completer {}

    /**
     * A dependent stage.
     *
     * @param completion it runs when its sources are complete
     */
    record After(Object completion) implements Completer {}

    /** Queued tasks looked at in one look, all pools together: about 1 ms. */
    static final int MAX_TASKS = 20_000;
    /** Completions looked at in one look. */
    static final int MAX_STEPS = 50_000;
    /** Wrappers around a task. */
    private static final int DEPTH = 4;
    /** Queued tasks of which it is read what they hold, in one look: those that would run first. */
    private static final int MAX_HOLDERS = 1_000;

    private static final LambdaFields HELD = new LambdaFields();

    private final Map<Object, List<Completer>> completers = new IdentityHashMap<>();
    private final Map<Object, Object> futureOf = new IdentityHashMap<>();
    private final Set<Object> limited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> wanted;
    private final Set<String> monitors;
    private final Set<String> promiseTypes = new HashSet<>();
    private final Map<String, Object> promises = new HashMap<>();
    private final Deque<Object> toFollow = new ArrayDeque<>();
    private final Map<Object, Queued> holders = new IdentityHashMap<>();
    private final Set<Object> fronts = Collections.newSetFromMap(new IdentityHashMap<>());
    private int tasks;
    private int steps;
    /** Whether a bound was reached: what was not found may still be there. */
    boolean incomplete;

    /**
     * Searches.
     *
     * @param pools in whose queues
     * @param wanted futures and signallers that threads wait at
     * @param monitors promises that threads wait on as monitors, as {@link LockWaits#name}
     */
    Completers(Collection<Pool> pools, Set<Object> wanted, Set<String> monitors) {
        this.wanted = wanted;
        this.monitors = monitors;
        for (String monitor : monitors) {
            promiseTypes.add(monitor.substring(0, Math.max(0, monitor.lastIndexOf('@'))));
        }
        if (wanted.isEmpty() && monitors.isEmpty()) {
            return;
        }
        for (Pool pool : pools) {
            pool.queued((task, place) -> {
                if (tasks++ >= MAX_TASKS) {
                    incomplete = true;
                    return false;
                }
                Queued queued = new Queued(pool, place, task);
                found(task, queued);
                if (place <= MAX_HOLDERS && pool.idleNow() == 0) {
                    held(task, queued);
                }
                return true;
            });
            for (Worker worker : pool.workers) {
                running(worker);
            }
        }
        for (Object future : wanted) {
            if (!completers.containsKey(future)) {
                LibraryFutures.before(future, queue -> before(queue, pools));
            }
        }
        follow();
    }

    /** What waits in front of an executor until there is room for it. */
    private void before(LibraryFutures.Before queue, Collection<Pool> pools) {
        if (!fronts.add(queue.identity())) {
            return;
        }
        for (Pool pool : pools) {
            Object executor = pool.executor();
            if (executor != null && queue.of(executor)) {
                queue.visit((task, place) -> show(pool, task, place));
                return;
            }
        }
    }

    private boolean show(Pool pool, Object task, int place) {
        if (tasks++ >= MAX_TASKS) {
            incomplete = true;
            return false;
        }
        found(task, new Queued(pool, place, task));
        return true;
    }

    /** Queued tasks that were looked at. */
    int searched() {
        return tasks;
    }

    /** The future that a wait is for: its blocker, or behind a signaller the future, if it was found; else null. */
    @Nullable
    Object future(OpenWait wait) {
        Object blocker = wait.blocker;
        if (blocker == null) {
            return null;
        }
        if (Futures.signals(blocker) == null) {
            return blocker;
        }
        Object future = futureOf.get(blocker);
        WorkerRecord record = wait.worker.record;
        return future != null || record == null || !(record.awaited instanceof CompletableFuture)
                ? future
                : record.awaited;
    }

    /** The promise that a thread waits on as a monitor, if it was found. */
    @Nullable
    Object promise(String monitor) {
        return promises.get(monitor);
    }

    /** The future behind a signaller, if it was found. */
    @Nullable
    Object futureBehind(Object signaller) {
        return futureOf.get(signaller);
    }

    /** What completes a future; empty where that is not known. */
    List<Completer> of(Object future) {
        List<Completer> known = completers.get(future);
        if (known != null) {
            return known;
        }
        Thread runner = Futures.runner(future);
        if (runner == null) {
            runner = LibraryFutures.runner(future);
        }
        return runner == null ? List.of() : List.of(new Running(runner, TaskNames.of(future)));
    }

    /**
     * The first queued task that holds a future in a field, and so may complete it; null where none was found. Of pools without
     * an idle worker only, and never a proof: a task may hold a future to look at it.
     */
    @Nullable
    Queued holder(Object future) {
        return holders.get(future);
    }

    /** Whether a future ends by itself: {@code orTimeout}, {@code completeOnTimeout}. */
    boolean limited(Object future) {
        return limited.contains(future);
    }

    private void running(Worker worker) {
        WorkerRecord record = worker.record;
        if (record == null || !worker.inTask) {
            return;
        }
        Object task = record.task;
        if (task != null) {
            found(task, new Running(worker.thread, TaskNames.running(record)));
        }
        Object completes = record.completes;
        if (completes != null) {
            add(completes, new Running(worker.thread, TaskNames.running(record)));
        }
    }

    private void found(Object task, Completer as) {
        Object inside = task;
        for (int depth = 0; inside != null && depth < DEPTH; depth++) {
            if (wanted.contains(inside)) {
                add(inside, as);
            }
            Object completes = Futures.completes(inside);
            if (completes != null) {
                add(completes, as);
            }
            Object coroutine = wanted.isEmpty() ? null : LibraryFutures.completes(inside, wanted::contains);
            if (coroutine != null) {
                add(coroutine, as);
            }
            if (!monitors.isEmpty()) {
                promise(inside, as);
                Object promise = LibraryFutures.promise(inside);
                if (promise != null) {
                    promise(promise, as);
                }
            }
            Object wrapped = Futures.wrapped(inside);
            inside = wrapped == null ? LibraryFutures.dispatched(inside) : wrapped;
        }
    }

    private void held(Object task, Queued by) {
        Object inside = task;
        for (int depth = 0; depth < DEPTH; depth++) {
            Object next = Futures.wrapped(inside);
            if (next == null) {
                break;
            }
            inside = next;
        }
        HELD.each(inside, object -> {
            boolean chain = object instanceof CompletableFuture;
            if ((chain || wanted.contains(object)) && holders.putIfAbsent(object, by) == null && chain) {
                toFollow.add(object);
            }
        });
    }

    /** A promise that a thread waits on with {@code Object.wait}: known by class and hash only. */
    private void promise(Object promise, Completer as) {
        String type = promise.getClass().getName();
        if (promiseTypes.contains(type)) {
            String name = LockWaits.name(type, System.identityHashCode(promise));
            if (monitors.contains(name)) {
                promises.put(name, promise);
                add(promise, as);
            }
        }
    }

    private void add(Object future, Completer completer) {
        List<Completer> known = completers.get(future);
        if (known == null) {
            known = new ArrayList<>(1);
            completers.put(future, known);
            if (future instanceof CompletableFuture) {
                toFollow.add(future);
            }
        }
        known.add(completer);
    }

    private void follow() {
        Set<Object> stages = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object future = toFollow.poll(); future != null; future = toFollow.poll()) {
            Object entry = Futures.dependents(future);
            while (entry != null) {
                if (steps++ >= MAX_STEPS) {
                    incomplete = true;
                    return;
                }
                dependent(future, Futures.whole(entry), stages);
                entry = Futures.next(entry);
            }
        }
    }

    private void dependent(Object future, Object completion, Set<Object> stages) {
        if (Futures.signals(completion) != null) {
            futureOf.put(completion, future);
            return;
        }
        if (Futures.isTimeLimit(completion)) {
            limited.add(future);
        }
        Object completes = Futures.completes(completion);
        if (completes != null && stages.add(completion)) {
            add(completes, new After(completion));
        }
    }
}
