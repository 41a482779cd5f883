package io.poolscope.watch;

import io.poolscope.jdk.Futures;
import io.poolscope.jdk.Locks;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.pool.LibraryFutures;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Needs;
import io.poolscope.snapshot.WorkerState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wait-for graph of the pools that have no idle worker and blocked ones, and of the threads that hold a lock for
 * which a worker waits. All reads are racy, so a deadlock
 * counts only if a second look finds it unmoved; whatever is not known for certain makes a node free.
 */
final class GraphReader {
    /** Nodes; a larger graph is not given at all, because a part of it could prove what the whole disproves. */
    private static final int MAX_NODES = 20_000;

    private final Live live;
    private final Submissions submissions;
    private final List<NodeDraft> drafts = new ArrayList<>();
    private final Map<Object, Integer> indices = new IdentityHashMap<>();
    private final Map<String, Integer> monitors = new HashMap<>();
    private final Deque<Runnable> toFill = new ArrayDeque<>();

    GraphReader(Live live, Submissions submissions) {
        this.live = live;
        this.submissions = submissions;
    }

    /** The graph; null where it is too large. */
    @Nullable
    WaitGraph read(Collection<Pool> pools) {
        Map<String, Long> fingerprints = new HashMap<>();
        for (Pool pool : pools) {
            if (isWorthReading(pool)) {
                pool(pool);
            }
        }
        for (Thread holder : live.holders) {
            Worker worker = live.worker(holder);
            if (worker == null) {
                other(holder);
            } else {
                thread(worker);
            }
        }
        while (!toFill.isEmpty()) {
            if (drafts.size() > MAX_NODES) {
                return null;
            }
            toFill.poll().run();
        }
        if (drafts.isEmpty()) {
            return WaitGraph.EMPTY;
        }
        for (Pool pool : live.pools) {
            if (indices.containsKey(pool)) {
                fingerprints.put(pool.id, Stillness.of(pool));
            }
        }
        return new WaitGraph(
                drafts.stream().map(NodeDraft::node).toList(),
                Map.copyOf(fingerprints),
                live.holders.isEmpty() ? Map.of() : Stillness.ofThreads(drafts));
    }

    private static boolean isWorthReading(Pool pool) {
        return !pool.workers.isEmpty()
                && pool.idleNow() == 0
                && pool.workers.stream().anyMatch(w -> w.state == WorkerState.BLOCKED);
    }

    private int pool(Pool pool) {
        Integer known = indices.get(pool);
        if (known != null) {
            return known;
        }
        NodeDraft draft = new NodeDraft(Kind.POOL, pool.name);
        draft.poolId = pool.id;
        draft.needs = Needs.ANY;
        draft.free = whyServed(pool);
        int index = add(pool, draft);
        if (draft.free == null) {
            toFill.add(() -> {
                for (Worker worker : pool.workers) {
                    draft.on.add(thread(worker));
                }
            });
        }
        return index;
    }

    /** Why a pool's queue is served without any of its busy workers coming back; null where it is not. */
    private static @Nullable String whyServed(Pool pool) {
        if (pool.idleNow() > 0) {
            return "it has an idle worker";
        }
        if (pool.growsByCompensation()) {
            if (pool.canGrow()) {
                return "it can add a worker";
            }
            for (Worker worker : pool.workers) {
                OpenWait wait = worker.wait;
                if (wait != null && (wait.managed() || isManagedByBlocker(wait))) {
                    return "it may add a worker for one that waits in " + wait.kind.id();
                }
            }
            return null;
        }
        return pool.canGrow() ? "it can add a worker" : null;
    }

    /** {@code CompletableFuture} and {@code ForkJoinTask} compensate whenever a fork-join worker waits for them. */
    private static boolean isManagedByBlocker(OpenWait wait) {
        return wait.blocker instanceof java.util.concurrent.ForkJoinTask;
    }

    private int thread(Worker worker) {
        Integer known = indices.get(worker.thread);
        if (known != null) {
            return known;
        }
        NodeDraft draft = new NodeDraft(Kind.THREAD, worker.thread.getName());
        draft.poolId = worker.pool.id;
        draft.threadId = worker.tid;
        OpenWait wait = worker.wait;
        if (wait != null && wait.reading != null) {
            draft.site = wait.reading.site();
        }
        int index = add(worker.thread, draft);
        if (!worker.inTask) {
            draft.free = "it is idle";
        } else if (worker.state != WorkerState.BLOCKED || wait == null) {
            draft.free = "it runs";
        } else if (ThreadFacts.state(worker.thread) != wait.javaState
                || Blockers.effective(LockSupport.getBlocker(worker.thread)) != wait.blocker) {
            draft.free = "it has moved on";
        } else {
            toFill.add(() -> waiting(draft, wait));
        }
        return index;
    }

    private void waiting(NodeDraft draft, OpenWait wait) {
        if (wait.timed()) {
            draft.free = "its wait has a time limit";
        } else if (wait.kind == BlockKind.MONITOR) {
            LockWaits.Monitor monitor = live.locks.monitor(wait);
            draft.free = monitor == null ? "the monitor's owner is not known" : null;
            if (monitor != null) {
                draft.on.add(monitor(monitor));
            }
        } else if (wait.kind == BlockKind.THREAD_JOIN) {
            LockWaits.Monitor monitor = live.locks.monitor(wait);
            Worker joined = monitor == null ? null : live.worker(monitor);
            draft.free = joined == null ? "the thread that it joins is not known" : null;
            if (joined != null) {
                draft.on.add(thread(joined));
            }
        } else if (wait.kind == BlockKind.FUTURE && wait.blocker == null && wait.monitor != null) {
            onTask(draft, live.completers.promise(wait.monitor));
        } else {
            onBlocker(draft, wait.blocker, wait.kind);
        }
    }

    private void onBlocker(NodeDraft draft, @Nullable Object blocker, BlockKind kind) {
        if (blocker == null) {
            draft.free = "what ends its " + kind.id() + " is not known";
            return;
        }
        switch (Blockers.kind(blocker)) {
            case LOCK -> draft.on.add(lock(blocker));
            case FUTURE -> {
                Object future = Futures.signals(blocker) == null ? blocker : live.completers.futureBehind(blocker);
                if (future instanceof CompletableFuture) {
                    draft.on.add(future(future));
                } else {
                    onTask(draft, future);
                }
            }
            default -> draft.free = "what ends its " + kind.id() + " is not known";
        }
    }

    /** A thread waits for a task that is its own future. */
    private void onTask(NodeDraft draft, @Nullable Object task) {
        List<Completers.Completer> completers = task == null ? List.of() : live.completers.of(task);
        if (task != null && (Futures.done(task) || LibraryFutures.done(task))) {
            draft.free = "what it waits for is done";
        } else if (completers.isEmpty()) {
            draft.free = "what completes its future is not known";
        } else {
            draft.needs = Needs.ANY;
            for (Completers.Completer completer : completers) {
                draft.on.add(completer(completer));
            }
        }
    }

    private int future(Object future) {
        Integer known = indices.get(future);
        if (known != null) {
            return known;
        }
        NodeDraft draft = new NodeDraft(Kind.FUTURE, future.getClass().getName());
        int index = add(future, draft);
        toFill.add(() -> {
            List<Completers.Completer> completers = live.completers.of(future);
            if (Futures.done(future)) {
                draft.free = "it is complete";
            } else if (live.completers.limited(future)) {
                draft.free = "it has a time limit";
            } else if (completers.isEmpty()) {
                draft.free = "what completes it is not known";
            } else {
                draft.needs = Needs.ANY;
                for (Completers.Completer completer : completers) {
                    draft.on.add(completer(completer));
                }
            }
        });
        return index;
    }

    private int completer(Completers.Completer completer) {
        if (completer instanceof Completers.Queued queued) {
            return task(queued);
        }
        if (completer instanceof Completers.Running running) {
            Worker worker = live.worker(running.thread());
            return worker != null ? thread(worker) : other(running.thread());
        }
        return stage(((Completers.After) completer).completion());
    }

    private int stage(Object completion) {
        Integer known = indices.get(completion);
        if (known != null) {
            return known;
        }
        NodeDraft draft = new NodeDraft(Kind.FUTURE, completion.getClass().getName());
        int index = add(completion, draft);
        toFill.add(() -> {
            draft.needs = Futures.needsOne(completion) ? Needs.ANY : Needs.ALL;
            List<Object> sources = Futures.sources(completion, MAX_NODES);
            for (Object source : sources) {
                draft.on.add(future(source));
            }
            if (sources.isEmpty()) {
                draft.free = "it is about to run";
            }
        });
        return index;
    }

    private int task(Completers.Queued queued) {
        Integer known = indices.get(queued.task());
        if (known != null) {
            return known;
        }
        String type = TaskNames.of(queued.task());
        NodeDraft draft = new NodeDraft(Kind.TASK, type == null ? "a task" : String.valueOf(TaskNames.shown(type)));
        draft.poolId = queued.pool().id;
        draft.place = queued.place();
        draft.submittedAt = submissions.of(type);
        int index = add(queued.task(), draft);
        draft.on.add(pool(queued.pool()));
        return index;
    }

    private int lock(Object sync) {
        Integer known = indices.get(sync);
        if (known != null) {
            return known;
        }
        String type = Locks.lockClass(sync);
        NodeDraft draft = new NodeDraft(Kind.LOCK, LockWaits.name(type, System.identityHashCode(sync)));
        int index = add(sync, draft);
        Thread owner = Locks.owner(sync);
        if (owner == null) {
            draft.free = "its owner is not known";
        } else {
            Worker worker = live.worker(owner);
            draft.on.add(worker != null ? thread(worker) : other(owner));
        }
        return index;
    }

    private int monitor(LockWaits.Monitor monitor) {
        Integer known = monitors.get(monitor.lock());
        if (known != null) {
            return known;
        }
        NodeDraft draft = new NodeDraft(Kind.LOCK, monitor.lock());
        int index = drafts.size();
        drafts.add(draft);
        monitors.put(monitor.lock(), index);
        Worker worker = live.worker(monitor.ownerId());
        Thread owner = worker != null ? worker.thread : live.others.byId(monitor.ownerId());
        if (owner == null) {
            draft.free = "its owner is not known";
        } else {
            draft.on.add(worker != null ? thread(worker) : other(owner));
        }
        return index;
    }

    /** A thread of no pool that holds a lock or runs an awaited task: its state is read now. */
    private int other(Thread thread) {
        Integer known = indices.get(thread);
        if (known != null) {
            return known;
        }
        NodeDraft draft = new NodeDraft(Kind.THREAD, thread.getName());
        draft.threadId = ThreadFacts.tid(thread);
        int index = add(thread, draft);
        toFill.add(() -> {
            Thread.State state = ThreadFacts.state(thread);
            if (state == Thread.State.BLOCKED) {
                LockWaits.Monitor monitor = live.others.monitor(draft.threadId);
                draft.free = monitor == null ? "the monitor's owner is not known" : null;
                if (monitor != null) {
                    draft.on.add(monitor(monitor));
                }
            } else if (state == Thread.State.WAITING) {
                onBlocker(draft, Blockers.effective(LockSupport.getBlocker(thread)), BlockKind.PARK);
            } else {
                draft.free = state == Thread.State.TIMED_WAITING ? "its wait has a time limit" : "it runs";
            }
        });
        return index;
    }

    private int add(Object key, NodeDraft draft) {
        int index = drafts.size();
        drafts.add(draft);
        indices.put(key, index);
        return index;
    }
}
