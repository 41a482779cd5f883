package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The waits that are open, and what can be said of them: who must end each, and how they depend on one another. What
 * several answers need is read once and kept until something changes. poolscope's thread only.
 */
final class OpenWaits {
    /** Queued tasks looked at between looks in a second: some milliseconds. */
    private static final int SEARCHES = 50_000;
    /** What one search costs even in an empty queue, in queued tasks. */
    private static final int SEARCH = 100;

    private final Frames frames;
    private final Submissions submissions;
    private final Set<OpenWait> open = new LinkedHashSet<>();
    /** Those of the last look, and since then those that had a worker inside a task. */
    private final Set<Pool> pools = new LinkedHashSet<>();

    private @Nullable Live live;
    private @Nullable Describer describer;
    private double searchBudget = SEARCHES;
    /** Graphs that were not given for their size. */
    long graphsTooLarge;
    /** Looks at which the search of the queues reached its bound. */
    long searchesCut;

    OpenWaits(Frames frames, Submissions submissions) {
        this.frames = frames;
        this.submissions = submissions;
    }

    Collection<OpenWait> all() {
        return open;
    }

    void add(OpenWait wait) {
        open.add(wait);
    }

    void remove(OpenWait wait) {
        open.remove(wait);
    }

    /** A worker of this pool was met inside a task. */
    void met(Pool pool) {
        pools.add(pool);
    }

    /** Counts those in the totals of their pools that are not in them yet. */
    void tell() {
        for (OpenWait wait : open) {
            if (!wait.told) {
                wait.told = true;
                PoolTotals totals = wait.worker.pool.meter.totals;
                if (CountedWaits.byProbe(wait)) {
                    totals.waitsEarly(wait.kind, wait.family);
                } else {
                    totals.waited(wait.kind);
                }
            }
        }
    }

    /**
     * Charges their time up to now to their sites, and tells these what their newest wait is for.
     *
     * @return those that are not over
     */
    List<OpenWait> settle(Sites sites, long now) {
        List<OpenWait> still = new ArrayList<>(open.size());
        for (OpenWait wait : open) {
            if (!CountedWaits.hasEnded(wait)) {
                still.add(wait);
                settle(wait, sites, now);
            }
        }
        for (OpenWait wait : still) {
            Site site = wait.site;
            if (site != null && site.latest == wait) {
                site.awaits = describer().awaits(wait);
                // A site outlives its waits, and must not hold the application that they lead to.
                site.latest = null;
            }
        }
        return still;
    }

    private void settle(OpenWait wait, Sites sites, long now) {
        Site site = wait.site;
        if (site == null) {
            return;
        }
        long charged = sites.settle(wait, wait.lastSeen);
        WorkerRecord record = wait.worker.record;
        if (wait.counted && record != null && charged > 0) {
            CountedWaits.charged(wait.worker, record, charged);
        }
        site.latest = wait;
        for (HeldLock lock : describer().locksHeld(wait, now)) {
            site.held(lock.lockClass());
        }
    }

    /** Something has changed since it was read. */
    void changed() {
        live = null;
        describer = null;
    }

    /** A sample has ended that stands for so many nanoseconds. */
    void sampled(long nanos) {
        searchBudget = Math.min(SEARCHES, searchBudget + nanos * 1e-9 * SEARCHES);
        changed();
    }

    /** These are the executors followed, no others. */
    void known(List<Pool> now) {
        if (pools.size() != now.size() || !pools.containsAll(now)) {
            pools.clear();
            pools.addAll(now);
            changed();
        }
    }

    /** Says of waits what is known now. */
    Describer describer() {
        Describer known = describer;
        if (known == null) {
            known = new Describer(live(), frames, submissions);
            describer = known;
        }
        return known;
    }

    /**
     * Several waits of one pool, between two looks: finds only tasks of that pool.
     *
     * @return in the same order; empty when the budget for searches is used up
     */
    List<Wait> describeInSample(Pool pool, List<OpenWait> asked, long now) {
        if (searchBudget <= 0) {
            return List.of();
        }
        Live own = new Live(List.of(pool), asked, false);
        searchBudget -= SEARCH + own.completers.searched();
        Describer sayer = new Describer(own, frames, submissions);
        List<Wait> waits = new ArrayList<>(asked.size());
        for (OpenWait wait : asked) {
            waits.add(sayer.wait(wait, now));
        }
        return waits;
    }

    /** The wait-for graph of the pools that have no idle worker. */
    WaitGraph graph(List<Pool> followed) {
        known(followed);
        WaitGraph graph = new GraphReader(live(), submissions).read(followed);
        if (graph == null) {
            graphsTooLarge++;
            return WaitGraph.EMPTY;
        }
        return graph;
    }

    private Live live() {
        Live now = live;
        if (now == null) {
            now = new Live(pools, Collections.unmodifiableSet(open), true);
            if (now.completers.incomplete) {
                searchesCut++;
            }
            live = now;
        }
        return now;
    }
}
