package io.poolscope.watch;

import io.poolscope.bootstrap.Deaths;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.jdk.ThrownAt;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WorkerDeath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Workers that an exception of their task ended, from what the probe {@code failed} leaves. Those of a pool that was shut down
 * are not replaced and do not count: {@code shutdownNow} interrupts tasks, and they end as they like. poolscope's thread
 * only.
 */
final class WorkerDeaths implements FactSource {
    private static final String PROBE = "failed";
    /** Read in one sample; the rest waits for the next. */
    private static final int AT_ONCE = 64;
    /** Stacks read in one second: 30 us each. Those over it count, without a site. */
    private static final int STACKS = 64;
    /** Places and exceptions of all pools. */
    private static final int MAX = 256;

    private record Key(
            Pool pool, String exception, @Nullable CodeLocation site) {}

    private record Known(@Nullable Stack stack, WindowCount count, long first) {}

    private final Map<Key, Known> known = new HashMap<>();
    private final Stamp[] stamps = new Stamp[AT_ONCE];
    private final int seconds;
    private long stackSecond;
    private int stacks;
    private long lost;

    WorkerDeaths(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public void sampled(Seen seen) {
        int count = Deaths.drain(stamps);
        for (int i = 0; i < count; i++) {
            Stamp stamp = stamps[i];
            stamps[i] = null;
            Pool pool = pool(seen, stamp.pool);
            if (pool != null
                    && stamp.task instanceof Throwable thrown
                    && pool.family().accepts(stamp.pool)) {
                died(pool, thrown, seen);
            }
        }
    }

    private static @Nullable Pool pool(Seen seen, Object executor) {
        for (Pool pool : seen.pools()) {
            if (pool.executor() == executor) {
                return pool;
            }
        }
        return null;
    }

    private void died(Pool pool, Throwable thrown, Seen seen) {
        if (stackSecond != seen.second()) {
            stackSecond = seen.second();
            stacks = 0;
        }
        StackTraceElement[] frames = ++stacks > STACKS ? new StackTraceElement[0] : ThrownAt.frames(thrown);
        CodeLocation site = seen.traces().applicationFrame(frames);
        Key key = new Key(pool, thrown.getClass().getName(), site);
        Known before = known.get(key);
        if (before == null) {
            if (known.size() >= MAX) {
                lost++;
                return;
            }
            before = new Known(
                    frames.length == 0 ? null : seen.traces().stack(frames), new WindowCount(seconds), seen.now());
            known.put(key, before);
        }
        before.count.add(1, seen.second());
    }

    @Override
    public List<WorkerDeath> look(Seen seen) {
        Deaths.listen(seen.active().test(PROBE));
        if (known.isEmpty()) {
            return List.of();
        }
        known.entrySet()
                .removeIf(each -> each.getValue().count.sum(seen.second()) == 0
                        || !seen.pools().contains(each.getKey().pool));
        List<WorkerDeath> facts = new ArrayList<>();
        known.forEach((key, each) -> {
            String row = seen.rowId(key.pool);
            if (row != null) {
                facts.add(new WorkerDeath(
                        row,
                        key.exception,
                        key.site,
                        each.stack,
                        each.count.sum(seen.second()),
                        Math.min(seconds * 1000.0, (seen.now() - each.first) / 1e6)));
            }
        });
        return facts;
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of("worker-deaths", lost + Deaths.lost());
    }
}
