package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot.Refusal;
import io.poolscope.snapshot.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks of one pool were rejected. The stamps are a sample; the pool's counter is exact: the counts of the sites
 * share it out. poolscope's thread only.
 */
final class Refusals {
    /** In which workers that idled before are met inside the tasks that they took before one was refused. */
    private static final int SAMPLES = 3;

    /** Sites followed of one pool. */
    private static final int MAX = 64;

    private record Key(
            @Nullable CodeLocation site, @Nullable String task) {}

    private record Seen(@Nullable Stack stack, WindowCount count) {}

    /**
     * Workers at the sample that saw the newest refusal.
     *
     * @param second of that sample
     */
    record State(int running, int blocked, int idle, long second) {}

    private final Map<Key, Seen> seen = new HashMap<>();
    private int toSee;
    private @Nullable State state;

    private final int seconds;
    private long lost;

    Refusals(int seconds) {
        this.seconds = seconds;
    }

    void seen(@Nullable CodeLocation site, @Nullable String task, @Nullable Stack stack, long second) {
        toSee = SAMPLES;
        Key key = new Key(site, task);
        Seen known = seen.get(key);
        if (known == null) {
            if (seen.size() >= MAX) {
                seen.values().removeIf(old -> old.count.sum(second) == 0);
            }
            if (seen.size() >= MAX) {
                lost++;
                return;
            }
            known = new Seen(stack, new WindowCount(seconds));
            seen.put(key, known);
        }
        known.count.add(1, second);
    }

    /** After a sample: what the workers of its pool do, if one was refused just before. */
    void sampled(Pool pool, long second) {
        if (toSee > 0) {
            int busy = pool.busyNow();
            if (toSee == SAMPLES || state == null || busy + pool.blockedNow() > state.running + 2 * state.blocked) {
                state = new State(busy - pool.blockedNow(), pool.blockedNow(), pool.idleNow(), second);
            }
            toSee--;
        }
    }

    /** What they did when one was refused last; null where none was in the window. */
    @Nullable
    State state(long second) {
        return state == null || second - state.second >= seconds ? null : state;
    }

    /**
     * The refusals of several executors together, most first.
     *
     * @param rejected tasks rejected in the window, by the pools' counters
     */
    static List<Refusal> sum(List<Refusals> all, long rejected, long second) {
        long stamps = 0;
        for (Refusals one : all) {
            for (Seen each : one.seen.values()) {
                stamps += each.count.sum(second);
            }
        }
        if (stamps == 0) {
            return rejected > 0 ? List.of(new Refusal(null, null, rejected, null)) : List.of();
        }
        double scale = Math.max(1, (double) rejected / stamps);
        List<Refusal> result = new ArrayList<>();
        for (Refusals one : all) {
            one.seen.forEach((key, each) -> {
                long sum = each.count.sum(second);
                if (sum > 0) {
                    result.add(new Refusal(key.site, key.task, Math.round(sum * scale), each.stack));
                }
            });
        }
        result.sort(Comparator.comparingLong(Refusal::count).reversed());
        return List.copyOf(result);
    }

    /** Refusals that found the table full. */
    long lost() {
        return lost;
    }
}
