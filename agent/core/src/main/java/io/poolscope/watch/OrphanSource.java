package io.poolscope.watch;

import io.poolscope.bootstrap.Promises;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.Futures;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.Orphans;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Follows futures that somebody gave up on, to see whether the work behind them goes on, and counts promises that were
 * completed in vain. Costs nothing but the reading of an empty ring while there is none.
 */
final class OrphanSource implements FactSource {
    /** Stacks that application threads may take in 20 ms, and at once. */
    private static final int TRACES = 8;

    private static final int MOST_TRACES = 64;
    private static final long SLICE = 20_000_000L;
    /** Futures followed at once. */
    private static final int MAX = 256;
    /** Pieces of work that ran on, kept for the window. */
    private static final int MAX_ORPHANS = 1024;
    /** From then on it runs for nobody. Nanoseconds. */
    private static final long AFTER = 100_000_000L;
    /** Who has come back once is given so long to come back again. Nanoseconds. */
    private static final long AFTER_POLLED = 2_000_000_000L;
    /** Work that still runs is told from then on: somebody may come back for it. Nanoseconds. */
    private static final long TOLD = 1_000_000_000L;
    /** Between two looks at all that are followed: what they burn is right to that. Nanoseconds. */
    private static final long EVERY = 100_000_000L;
    /** How long a future that is not worked on is followed: it may lie in a queue. Nanoseconds. */
    private static final long FOLLOWED = 60_000_000_000L;
    /** Length of the window. */
    private static final long WINDOW = 60_000_000_000L;

    /** A future that was given up. */
    private static final class GivenUp {
        final WeakReference<Object> future;
        final Orphans.How how;
        long since;
        boolean polled;

        @Nullable
        Trace trace;

        @Nullable
        CodeLocation site;

        @Nullable
        Orphan orphan;

        GivenUp(Object future, Orphans.How how, long since, @Nullable Trace trace) {
            this.future = new WeakReference<>(future);
            this.how = how;
            this.since = since;
            this.trace = trace;
        }
    }

    /** Work that ran on. */
    private static final class Orphan {
        final Pool pool;
        final GivenUp by;
        final @Nullable String kind;
        final @Nullable CodeLocation submittedAt;
        final long from;
        long until;
        boolean running = true;

        Orphan(Pool pool, GivenUp by, @Nullable String kind, @Nullable CodeLocation submittedAt, long from) {
            this.pool = pool;
            this.by = by;
            this.kind = kind;
            this.submittedAt = submittedAt;
            this.from = from;
        }
    }

    private final Stamp[] stamps = new Stamp[32];
    private final List<GivenUp> followed = new ArrayList<>();
    private final List<Orphan> orphans = new ArrayList<>();
    private final MisuseCounts misuses = new MisuseCounts();
    private final List<Worker> busy = new ArrayList<>();
    private long followedAt;
    private long sampledAt;
    private long lost;

    @Override
    public void sampled(Seen seen) {
        // Also where samples are rare, because poolscope slows itself down: who gives up all the time must not take
        // all.
        long slices = Math.max(1, Math.min(MOST_TRACES / TRACES, (seen.now() - sampledAt) / SLICE));
        sampledAt = seen.now();
        Promises.grant((int) slices * TRACES, misuses.wanted(seen.second()));
        int count = Promises.drain(stamps);
        for (int i = 0; i < count; i++) {
            Stamp stamp = stamps[i];
            stamps[i] = null;
            if (stamp.kind == Promises.TOO_LATE || stamp.kind == Promises.RAN_AGAIN) {
                misuses.add(stamp, seen);
            } else {
                follow(stamp, seen);
            }
        }
        if (!followed.isEmpty() && seen.now() - followedAt >= EVERY) {
            followedAt = seen.now();
            busy.clear();
            for (Pool pool : seen.pools()) {
                for (Worker worker : pool.workers) {
                    if (worker.inTask && worker.record != null) {
                        busy.add(worker);
                    }
                }
            }
            followed.removeIf(each -> !goesOn(each, seen));
            busy.clear();
        }
    }

    private void follow(Stamp stamp, Seen seen) {
        boolean stage = stamp.task instanceof CompletableFuture;
        if (!stage && !(stamp.task instanceof FutureTask)) {
            return;
        }
        for (GivenUp known : followed) {
            if (known.future.refersTo(stamp.task)) {
                if (stamp.kind == Promises.TIMED_OUT) {
                    cameBack(known, seen.now());
                }
                return;
            }
        }
        if (followed.size() >= MAX) {
            lost++;
            return;
        }
        Orphans.How how = stamp.kind == Promises.TIMED_OUT
                ? Orphans.How.TIMED_OUT
                : stamp.kind == Promises.LIMITED
                        ? Orphans.How.LIMITED
                        : stage ? Orphans.How.STAGE_CANCELLED : Orphans.How.CANCELLED;
        followed.add(new GivenUp(stamp.task, how, seen.now(), stamp.trace));
    }

    /** Who waits again and again has not given up. */
    private void cameBack(GivenUp known, long now) {
        known.polled = true;
        known.since = now;
        if (known.orphan != null) {
            orphans.remove(known.orphan);
            known.orphan = null;
        }
    }

    /** Whether it has to be looked at again. */
    private boolean goesOn(GivenUp givenUp, Seen seen) {
        Object future = givenUp.future.get();
        long age = seen.now() - givenUp.since;
        Worker worker = future == null ? null : worker(future);
        boolean wanted = future != null && worker != null && wanted(future, worker);
        Orphan orphan = givenUp.orphan;
        if (orphan != null) {
            if (wanted) {
                cameBack(givenUp, seen.now());
                return true;
            }
            orphan.running = worker != null;
            orphan.until = worker != null ? seen.now() : orphan.until;
            return worker != null;
        }
        if (wanted) {
            cameBack(givenUp, seen.now());
            return true;
        }
        if (future == null || age > FOLLOWED || worker == null && over(givenUp, future)) {
            return false;
        }
        if (worker != null && age >= (givenUp.polled ? AFTER_POLLED : AFTER)) {
            if (orphans.size() >= MAX_ORPHANS) {
                lost++;
                return false;
            }
            Orphan found = orphan(givenUp, future, worker, seen);
            givenUp.orphan = found;
            orphans.add(found);
        }
        return true;
    }

    /** Whether nothing will work on it any more: it is done, and was not only completed from outside. */
    private static boolean over(GivenUp givenUp, Object future) {
        return future instanceof FutureTask ? Futures.done(future) : givenUp.how == Orphans.How.STAGE_CANCELLED;
    }

    private static Orphan orphan(GivenUp givenUp, Object future, Worker worker, Seen seen) {
        WorkerRecord record = worker.record;
        String kind = record == null ? TaskNames.of(future) : TaskNames.running(record);
        Trace trace = givenUp.trace;
        givenUp.trace = null;
        if (trace != null) {
            givenUp.site = seen.traces().applicationFrame(trace.getStackTrace());
        }
        Orphan orphan = new Orphan(
                worker.pool,
                givenUp,
                kind,
                seen.submissions().of(kind),
                // What ran before it was given up was not in vain yet; what began later was from its beginning.
                Math.max(givenUp.since, worker.taskSince));
        orphan.until = seen.now();
        return orphan;
    }

    private @Nullable Worker worker(Object future) {
        Thread runner = future instanceof FutureTask ? Futures.runner(future) : null;
        if (future instanceof FutureTask && runner == null) {
            return null;
        }
        for (Worker worker : busy) {
            if (runner != null ? worker.thread == runner : worksFor(worker, future)) {
                return worker;
            }
        }
        return null;
    }

    private static boolean worksFor(Worker worker, Object future) {
        Object work = work(worker);
        return work != null && Interest.leads(work, future);
    }

    /** The stage that a worker is about to complete; null where it is none. */
    private static @Nullable Object work(Worker worker) {
        WorkerRecord record = worker.record;
        if (record == null) {
            return null;
        }
        Object completes = record.completes;
        Object task = record.task;
        return completes != null ? completes : task == null ? null : Futures.completes(task);
    }

    private static boolean wanted(Object future, Worker worker) {
        if (future instanceof FutureTask<?> task) {
            return Interest.awaited(task) || periodic(task);
        }
        Object work = work(worker);
        return work == null || Interest.in(work, future);
    }

    /** Who cancels a periodic task wants no more runs of it; the one that runs may end as it likes. */
    private static boolean periodic(FutureTask<?> task) {
        return Unread.isPeriodic(task);
    }

    @Override
    public List<Fact> look(Seen seen) {
        orphans.removeIf(orphan -> !orphan.running && seen.now() - orphan.until > WINDOW);
        List<Fact> facts = new ArrayList<>(misuses.look(seen));
        Map<Key, List<Orphan>> groups = new LinkedHashMap<>();
        for (Orphan orphan : orphans) {
            String row = seen.rowId(orphan.pool);
            if (row != null && (!orphan.running || seen.now() - orphan.by.since >= TOLD)) {
                groups.computeIfAbsent(new Key(row, site(orphan)), key -> new ArrayList<>())
                        .add(orphan);
            }
        }
        groups.forEach((key, group) -> facts.add(fact(key, group, seen.now())));
        return facts;
    }

    /** Where it was given up; where no stack was taken, where others like it were, else where it was submitted. */
    private @Nullable CodeLocation site(Orphan of) {
        if (of.by.site != null || of.by.how == Orphans.How.LIMITED) {
            return of.by.site != null ? of.by.site : of.submittedAt;
        }
        for (Orphan other : orphans) {
            if (other.by.site != null
                    && other.pool == of.pool
                    && other.by.how == of.by.how
                    && Objects.equals(other.kind, of.kind)) {
                return other.by.site;
            }
        }
        return of.submittedAt;
    }

    private record Key(String row, @Nullable CodeLocation site) {}

    private static Orphans fact(Key key, List<Orphan> group, long now) {
        Orphan last = group.get(group.size() - 1);
        int running = 0;
        double burntMs = 0;
        for (Orphan orphan : group) {
            running += orphan.running ? 1 : 0;
            burntMs += Math.max(0, orphan.until - Math.max(orphan.from, now - WINDOW)) / 1e6;
        }
        return new Orphans(
                key.row(),
                key.site(),
                last.by.how,
                TaskNames.shown(last.kind),
                last.submittedAt,
                group.size(),
                running,
                burntMs);
    }

    @Override
    public Map<String, Long> lost() {
        return lost == 0 ? Map.of() : Map.of("given-up-futures", lost);
    }
}
