package io.poolscope.watch;

import io.poolscope.jdk.ThreadFacts;
import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.OutsideHolder;
import io.poolscope.snapshot.Wait;
import java.lang.management.ThreadInfo;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads of no pool that stop workers: each holds a lock for which workers wait, and was found in the same wait at the look
 * before. Asks for nothing while no worker waits for a lock that such a thread holds.
 */
final class OutsideHolders implements FactSource {
    /** Stacks taken in one look: each is a stop of the JVM of some 25 us. */
    private static final int MAX_STACKS = 2;

    /** A wait as it looks from outside: two that follow each other for the same object look like one. */
    private record Standing(Thread.State state, @Nullable WeakReference<Object> blocker, long since, boolean before) {

        boolean is(Thread.State now, @Nullable Object nowBlocker) {
            return now == state && (blocker == null ? nowBlocker == null : blocker.refersTo(nowBlocker));
        }
    }

    /** By the id of the thread. */
    private Map<Long, Standing> known = Map.of();

    private boolean looked;
    /** Holders not looked at, for their number; each look counts its own. */
    private long leftOut;

    @Override
    public List<OutsideHolder> look(Seen seen) {
        boolean first = !looked;
        looked = true;
        if (known.isEmpty() && seen.waits().open().isEmpty()) {
            return List.of();
        }
        Describer describer = seen.waits().open.describer();
        leftOut += describer.holdersLeftOut();
        Map<Long, Standing> now = new HashMap<>();
        List<OutsideHolder> facts = new ArrayList<>();
        int stacks = 0;
        for (Thread thread : describer.outside()) {
            Thread.State state = ThreadFacts.state(thread);
            if (state == Thread.State.RUNNABLE) {
                continue;
            }
            long id = ThreadFacts.tid(thread);
            Object blocker = Blockers.effective(LockSupport.getBlocker(thread));
            Standing before = known.get(id);
            if (before == null || !before.is(state, blocker)) {
                WeakReference<Object> weak = blocker == null ? null : new WeakReference<>(blocker);
                now.put(id, new Standing(state, weak, seen.now(), first));
            } else {
                now.put(id, before);
                if (stacks == MAX_STACKS) {
                    leftOut++;
                    continue;
                }
                stacks++;
                OutsideHolder fact = fact(thread, id, before, blocker, describer, seen);
                if (fact != null) {
                    facts.add(fact);
                }
            }
        }
        known = now;
        return facts;
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of("lock-holders", leftOut);
    }

    private static @Nullable OutsideHolder fact(
            Thread thread, long id, Standing standing, @Nullable Object blocker, Describer describer, Seen seen) {
        @Nullable ThreadInfo[] infos = seen.waits().taker.runners(new long[] {id}, true);
        ThreadInfo info = infos.length == 0 ? null : infos[0];
        if (info == null
                || info.getThreadState() != standing.state
                || Blockers.effective(LockSupport.getBlocker(thread)) != blocker) {
            return null;
        }
        Reading reading = seen.waits().stacks.outside(info, blocker);
        List<HeldLock> locks = describer.locksHeld(thread, info);
        return reading == null || locks.isEmpty()
                ? null
                : new OutsideHolder(
                        thread.getName(),
                        id,
                        new Wait(
                                reading.kind(),
                                standing.state == Thread.State.TIMED_WAITING && !reading.parksInTurns(),
                                (seen.now() - standing.since) / 1e6,
                                standing.before,
                                reading.site(),
                                reading.call(),
                                reading.stack(),
                                reading.async(),
                                reading.managed(),
                                describer.awaits(info, blocker),
                                locks));
    }
}
