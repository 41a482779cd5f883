package io.poolscope.watch;

import io.poolscope.jdk.Locks;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.ContendedLock;
import io.poolscope.snapshot.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the workers that wait for each lock, five times a second; of the locks that several wait for it learns what the
 * owner does. The waits of a convoy may each be shorter than the interval between samples: at every moment some are open.
 */
final class ContendedLocks implements FactSource {
    /** Between two counts, nanoseconds: which monitor a thread waits for must be asked of the JVM. */
    private static final long GAP = 180_000_000L;
    /** Waits asked in one count, 0.5 us each; of more, every n-th, in turn. */
    private static final int MAX_ASKED = 64;
    /** Locks counted between two looks. */
    private static final int MAX_LOCKS = 64;
    /** Locks told at a look, those with most waiters. */
    private static final int MAX_TOLD = 8;
    /** Fewer waiters on average are how locks are used. */
    private static final double FEW = 0.5;
    /** Waiters from which the owner's stack is worth 25 us. */
    private static final int WORTH_A_STACK = 2;
    /** Owners' stacks between two looks, each of another lock. */
    private static final int MAX_STACKS = 2;

    /**
     * What threads stand at while another one links or initialises a class ({@code InstanceKlass::init_lock} of HotSpot, 17 to
     * 25): it comes once, however many come at that moment, as at the start of a busy service.
     */
    private static final String LOCK_OF_A_CLASS = "[I";

    private final Map<String, LockTally> tallies = new LinkedHashMap<>();
    private boolean counted;
    private long countedAt;
    private int counts;
    private int turn;
    private int stacks;
    private long lost;

    @Override
    public void sampled(Seen seen) {
        if (counted && seen.now() - countedAt < GAP) {
            return;
        }
        counted = true;
        countedAt = seen.now();
        counts++;
        List<OpenWait> waits = waits(seen);
        if (waits.isEmpty()) {
            return;
        }
        int stride = 1 + (waits.size() - 1) / MAX_ASKED;
        List<OpenWait> asked = waits;
        if (stride > 1) {
            asked = new ArrayList<>(MAX_ASKED);
            for (int i = turn++ % stride; i < waits.size(); i += stride) {
                asked.add(waits.get(i));
            }
        }
        LockWaits locks = new LockWaits(asked);
        Map<String, LockTally.Round> round = new LinkedHashMap<>();
        for (OpenWait wait : asked) {
            count(wait, locks, stride, round);
        }
        round.values().stream()
                .filter(each -> each.waiters >= WORTH_A_STACK && !each.tally.ran)
                .max(Comparator.comparingInt(each -> each.waiters))
                .ifPresent(most -> owner(most, locks, seen));
    }

    private static List<OpenWait> waits(Seen seen) {
        List<OpenWait> waits = new ArrayList<>();
        for (OpenWait wait : seen.waits().open()) {
            if (wait.kind == BlockKind.MONITOR || wait.kind == BlockKind.LOCK && wait.blocker != null) {
                waits.add(wait);
            }
        }
        return waits;
    }

    private void count(OpenWait wait, LockWaits locks, int weight, Map<String, LockTally.Round> round) {
        LockWaits.Monitor monitor = wait.kind == BlockKind.MONITOR ? locks.monitor(wait) : null;
        Object sync = wait.kind == BlockKind.LOCK ? wait.blocker : null;
        String type;
        String lock;
        if (monitor != null && monitor.lockClass().equals(LOCK_OF_A_CLASS)) {
            return;
        } else if (monitor != null) {
            type = monitor.lockClass();
            lock = monitor.lock();
        } else if (sync != null) {
            type = Locks.lockClass(sync);
            lock = LockWaits.name(type, System.identityHashCode(sync));
        } else {
            return; // it has it by now
        }
        LockTally tally = tallies.get(lock);
        if (tally == null) {
            if (tallies.size() >= MAX_LOCKS) {
                lost++;
                return;
            }
            tally = new LockTally(lock, type);
            tallies.put(lock, tally);
        }
        tally.add(wait, weight);
        LockTally of = tally;
        LockTally.Round now = round.computeIfAbsent(lock, any -> new LockTally.Round(of, sync));
        now.waiters += weight;
        if (monitor != null && monitor.ownerId() > 0) {
            now.ownerId = monitor.ownerId();
        }
    }

    /** What the owner does, of the lock with most waiters whose owner was not yet seen since the last look. */
    private void owner(LockTally.Round round, LockWaits locks, Seen seen) {
        Thread holder = Locks.owner(round.sync);
        long id = round.sync == null ? round.ownerId : holder == null ? 0 : ThreadFacts.tid(holder);
        if (id <= 0) {
            return;
        }
        Worker worker = worker(seen, id);
        OpenWait own = worker == null ? null : worker.wait;
        if (worker != null && own != null && waitsForAnother(own, round, locks)) {
            round.tally.waits(worker, own, seen.now());
        } else if (stacks < MAX_STACKS && round.tally.runs(round, id, worker, seen)) {
            stacks++;
        }
    }

    /** Whether the owner's wait is one while it has the lock, and not the one for that lock which has just ended. */
    private static boolean waitsForAnother(OpenWait own, LockTally.Round round, LockWaits locks) {
        Thread thread = own.worker.thread;
        // One that is runnable and gets no CPU looks as if it waited for a class: on a busy machine it only waits for
        // its turn.
        if (own.kind == BlockKind.CLASS_INIT || ThreadFacts.state(thread) != own.javaState) {
            return false;
        }
        if (own.kind == BlockKind.MONITOR) {
            LockWaits.Monitor monitor = locks.monitor(own);
            return monitor != null && !monitor.lock().equals(round.tally.lock);
        }
        return own.blocker == null || own.blocker != round.sync;
    }

    private static @Nullable Worker worker(Seen seen, long id) {
        for (Pool pool : seen.pools()) {
            for (int i = 0; i < pool.workers.size(); i++) {
                if (pool.workers.get(i).tid == id) {
                    return pool.workers.get(i);
                }
            }
        }
        return null;
    }

    @Override
    public List<? extends Fact> look(Seen seen) {
        List<ContendedLock> facts = new ArrayList<>();
        int of = Math.max(1, counts);
        // Not streamed while empty, so that the JVM makes no functions for it at every start.
        if (!tallies.isEmpty()) {
            tallies.values().stream()
                    .filter(tally -> tally.waiters >= FEW * of)
                    .sorted(Comparator.comparingInt((LockTally tally) -> -tally.waiters))
                    .limit(MAX_TOLD)
                    .forEach(tally -> facts.add(tally.fact(of, seen)));
            tallies.clear();
        }
        counts = 0;
        stacks = 0;
        return facts;
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of("contended-locks", lost);
    }
}
