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

    /** Threads of no pool that are remembered as holders of what workers wait for. */
    private static final int MAX_OUTSIDE = 16;

    final Collection<Pool> pools;
    final LockWaits locks;
    /** Threads of no pool that hold locks for which workers wait. */
    final List<Thread> outside;

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
        this.outside = whole ? outside() : List.of();
        for (Thread owner : locks.owners()) {
            awaitedBy(owner, wanted);
        }
        for (Thread owner : outside) {
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

    private List<Thread> outside() {
        Set<Thread> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread owner : locks.owners()) {
            if (worker(owner) == null && found.size() < MAX_OUTSIDE) {
                found.add(owner);
            }
        }
        OtherThreads others = new OtherThreads();
        for (long id : locks.monitorOwners()) {
            Thread owner = worker(id) != null || found.size() >= MAX_OUTSIDE ? null : others.byId(id);
            if (owner != null) {
                found.add(owner);
            }
        }
        return List.copyOf(found);
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
