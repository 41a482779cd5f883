package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.LongRun;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.WorkerState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes stacks of workers that have been running in one task for long, and of no others: at most {@link #BATCH} once a look,
 * of the budget that all stacks share. A worker of a pool gives one every five seconds, a loop's one a second.
 */
final class LongRuns implements FactSource {
    /** Between two searches for such workers, nanoseconds: they do not come and go that fast. */
    private static final long SEARCH_GAP = 180_000_000L;
    /** Stacks of one batch, about 25 us each. */
    private static final int BATCH = 4;
    /** Between two batches, nanoseconds: one to a look. */
    private static final long BATCH_GAP = 900_000_000L;
    /** Run time from which a task of a pool is long, and from one stack of it to the next, nanoseconds. */
    private static final long LONG = 5_000_000_000L;
    /** The same for a handler of an event loop: the rules speak of it after a second. */
    private static final long LONG_ON_A_LOOP = 400_000_000L;

    private static final long NEXT_ON_A_LOOP = 900_000_000L;
    /** Workers followed. */
    private static final int MAX = 128;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean cpu = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private final Map<Worker, RunTrack> tracks = new IdentityHashMap<>();
    private boolean searched;
    private long searchedAt;
    private boolean taken;
    private long batchAt;
    private long lost;

    @Override
    public void sampled(Seen seen) {
        if (searched && (seen.now() - searchedAt < SEARCH_GAP || taken && seen.now() - batchAt < BATCH_GAP)) {
            return;
        }
        searched = true;
        searchedAt = seen.now();
        List<RunTrack> due = due(seen);
        if (due.isEmpty()) {
            return;
        }
        due.sort(Comparator.comparingLong(track -> track.askedAt));
        List<RunTrack> batch = due.subList(0, Math.min(BATCH, due.size()));
        long[] ids = batch.stream().mapToLong(track -> track.worker.tid).toArray();
        @Nullable ThreadInfo[] infos = seen.waits().taker.runners(ids, false);
        batchAt = seen.now();
        taken = true;
        for (int i = 0; i < infos.length; i++) {
            batch.get(i).askedAt = seen.now();
            ThreadInfo info = infos[i];
            if (info != null && info.getThreadState() == Thread.State.RUNNABLE) {
                taken(batch.get(i), info.getStackTrace(), seen);
            }
        }
    }

    private List<RunTrack> due(Seen seen) {
        List<RunTrack> due = new ArrayList<>();
        for (int p = 0; p < seen.pools().size(); p++) {
            Pool pool = seen.pools().get(p);
            if (pool.busyNow() == pool.blockedNow()
                    || !pool.family().judged()
                    || pool.family().carries()) {
                continue;
            }
            boolean loop = pool.kind() == PoolKind.EVENT_LOOP;
            for (int i = 0; i < pool.workers.size(); i++) {
                Worker worker = pool.workers.get(i);
                if (worker.inTask
                        && worker.state == WorkerState.RUNNING
                        && seen.now() - worker.taskSince >= (loop ? LONG_ON_A_LOOP : LONG)) {
                    RunTrack track = track(worker);
                    if (track != null && track.isDue(seen.now(), loop ? NEXT_ON_A_LOOP : LONG)) {
                        due.add(track);
                    }
                }
            }
        }
        return due;
    }

    private @Nullable RunTrack track(Worker worker) {
        RunTrack track = tracks.get(worker);
        if (track != null && track.isOf(worker)) {
            return track;
        }
        if (track == null && tracks.size() >= MAX) {
            lost++;
            return null;
        }
        track = new RunTrack(worker);
        tracks.put(worker, track);
        return track;
    }

    private void taken(RunTrack track, StackTraceElement[] stack, Seen seen) {
        CodeLocation place = seen.traces().applicationFrame(stack);
        place = place == null ? Traces.foreignFrame(stack) : place;
        if (place != null) {
            CodeLocation entry = null;
            for (StackTraceElement frame : stack) {
                // A bridge that the compiler made has the method's name, and the line of its class.
                boolean bridge = entry != null
                        && entry.className().equals(frame.getClassName())
                        && entry.method().equals(frame.getMethodName());
                entry = !bridge && seen.traces().application(frame.getClassName()) ? CodeLocation.of(frame) : entry;
            }
            long used = cpu ? threads.getThreadCpuTime(track.worker.tid) : -1;
            track.met(place, entry, seen.traces().stack(stack), used < 0 ? seen.now() : used);
        }
    }

    @Override
    public List<? extends Fact> look(Seen seen) {
        tracks.values().removeIf(track -> !track.isOf(track.worker));
        List<LongRun> facts = new ArrayList<>();
        for (RunTrack track : tracks.values()) {
            String row = seen.rowId(track.worker.pool);
            LongRun run = row == null ? null : track.fact(row);
            if (run != null) {
                facts.add(run);
            }
        }
        facts.sort(Comparator.comparingLong(LongRun::threadId));
        return facts;
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of("long-runs", lost);
    }
}
