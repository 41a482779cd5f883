package io.poolscope.watch;

import io.poolscope.pool.LibraryFutures;
import io.poolscope.snapshot.BlockKind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What is read once for a whole look, because several answers need it: workers by thread, locks, completers. */
final class Live {
    /** Futures of a library that are derived from one another. */
    private static final int MAX_DERIVED = 16;

    /** Holders of what workers wait for that are remembered: each may make the graph of a look larger. */
    private static final int MAX_HOLDERS = 64;

    final Collection<Pool> pools;
    final LockWaits locks;
    /** Threads that hold locks for which workers wait, workers or not; none where these are not all pools. */
    final List<Thread> holders;

    final OtherThreads others = new OtherThreads();
    /** Holders beyond those that are remembered. */
    private int holdersLeftOut;

    final Completers completers;
    // Made when first asked: most looks ask for no worker.
    private @Nullable Map<Thread, Worker> byThread;
    private @Nullable Map<Long, Worker> byId;

    /**
     * Reads.
     *
     * @param pools those followed
     * @param open waits of their workers
     * @param whole whether these are all pools: then a holder of a lock that is no worker of theirs works for none
     */
    Live(Collection<Pool> pools, Collection<OpenWait> open, boolean whole) {
        Set<Pool> all = new LinkedHashSet<>();
        Set<Object> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> monitors = new HashSet<>();
        for (OpenWait wait : open) {
            if (wait.kind == BlockKind.FUTURE && wait.blocker == null && wait.monitor != null) {
                monitors.add(wait.monitor);
                all.add(wait.worker.pool);
            }
            if (wait.kind == BlockKind.FUTURE && wait.family == BlockKind.PARK && wait.blocker != null) {
                wanted.add(wait.blocker);
            }
            if (wait.family == BlockKind.FUTURE && wait.blocker != null) {
                wanted.add(wait.blocker);
                Object source = LibraryFutures.source(wait.blocker);
                for (int derived = 0; source != null && derived < MAX_DERIVED && wanted.add(source); derived++) {
                    source = LibraryFutures.source(source);
                }
                // The pools that wait are searched first: most often they wait for themselves.
                all.add(wait.worker.pool);
            }
        }
        all.addAll(pools);
        this.pools = all;
        this.locks = new LockWaits(open);
        this.holders = whole ? holders() : List.of();
        for (Thread owner : locks.owners()) {
            awaitedBy(owner, wanted);
        }
        for (Thread owner : holders) {
            awaitedBy(owner, wanted);
        }
        this.completers = new Completers(all, wanted, monitors);
    }

    private static void awaitedBy(Thread owner, Set<Object> wanted) {
        Object blocker = Blockers.effective(LockSupport.getBlocker(owner));
        if (blocker != null && Blockers.kind(blocker) == BlockKind.FUTURE) {
            wanted.add(blocker);
        }
    }

    private List<Thread> holders() {
        Set<Thread> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread owner : locks.owners()) {
            remember(owner, found);
        }
        for (long id : locks.monitorOwners()) {
            Worker worker = worker(id);
            Thread owner = worker == null ? others.byId(id) : worker.thread;
            if (owner != null) {
                remember(owner, found);
            }
        }
        return List.copyOf(found);
    }

    private void remember(Thread holder, Set<Thread> found) {
        if (found.size() < MAX_HOLDERS) {
            found.add(holder);
        } else if (!found.contains(holder)) {
            holdersLeftOut++;
        }
    }

    /** Holders beyond the bound: neither proved nor, if of no pool, told. */
    int holdersLeftOut() {
        return holdersLeftOut;
    }

    /** The worker on a thread; null for a thread of no pool. */
    @Nullable
    Worker worker(Thread thread) {
        return byThread().get(thread);
    }

    /** The worker on the thread with this id; null for a thread of no pool. */
    @Nullable
    Worker worker(long tid) {
        Map<Long, Worker> known = byId;
        if (known == null) {
            known = new HashMap<>();
            for (Worker worker : byThread().values()) {
                known.put(worker.tid, worker);
            }
            byId = known;
        }
        return known.get(tid);
    }

    private Map<Thread, Worker> byThread() {
        Map<Thread, Worker> known = byThread;
        if (known == null) {
            known = new IdentityHashMap<>();
            for (Pool pool : pools) {
                for (Worker worker : pool.workers) {
                    known.put(worker.thread, worker);
                }
            }
            byThread = known;
        }
        return known;
    }

    /** The thread with this identity hash that a worker joins; null if it is no worker, or if two share the hash. */
    @Nullable
    Worker worker(LockWaits.Monitor joined) {
        Worker found = null;
        for (Worker worker : byThread().values()) {
            if (System.identityHashCode(worker.thread) == joined.hash()
                    && worker.thread.getClass().getName().equals(joined.lockClass())) {
                if (found != null) {
                    return null;
                }
                found = worker;
            }
        }
        return found;
    }
}
