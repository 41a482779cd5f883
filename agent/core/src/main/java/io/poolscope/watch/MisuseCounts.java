package io.poolscope.watch;

import io.poolscope.bootstrap.Promises;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.bootstrap.Trace;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Misuse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Promises completed in vain and tasks that ran twice, by place. The stamps are a sample; of completions the counter is
 * exact: the sites share it out. poolscope's thread only.
 */
final class MisuseCounts {
    /** Places followed. */
    private static final int MAX = 64;
    /** Length of the window, seconds. */
    private static final int WINDOW = 60;
    /** Stacks taken in one sample. */
    private static final int A_SAMPLE = 8;
    /** With so many in the window the shares are known well enough, and fewer are taken: one in so many samples. */
    private static final int ENOUGH = 64;

    private static final int SELDOM = 16;

    private record Place(
            Misuse.Kind kind, @Nullable Pool pool, @Nullable CodeLocation site) {}

    private final Map<Place, WindowCount> places = new HashMap<>();
    private final WindowCount tooLate = new WindowCount(WINDOW);
    private final WindowCount stamped = new WindowCount(WINDOW);
    private long counted;
    private int samples;

    /** Stamps wanted until the next sample. */
    int wanted(long second) {
        samples++;
        return stamped.sum(second) < ENOUGH ? A_SAMPLE : samples % SELDOM == 0 ? 1 : 0;
    }

    void add(Stamp stamp, Seen seen) {
        Trace trace = stamp.trace;
        Place place;
        if (stamp.kind == Promises.RAN_AGAIN) {
            Trace submission = seen.submissions().traceOf(stamp.task);
            CodeLocation site = submission == null ? null : seen.traces().applicationFrame(submission.getStackTrace());
            place = new Place(Misuse.Kind.RAN_AGAIN, pool(stamp.pool, seen), site);
        } else {
            stamped.add(1, seen.second());
            CodeLocation site = trace == null ? null : completer(trace, seen);
            if (site == null) {
                return;
            }
            place = new Place(Misuse.Kind.TOO_LATE, null, site);
        }
        WindowCount count = places.get(place);
        if (count == null) {
            if (places.size() >= MAX) {
                places.values().removeIf(old -> old.sum(seen.second()) == 0);
            }
            if (places.size() >= MAX) {
                return;
            }
            count = new WindowCount(WINDOW);
            places.put(place, count);
        }
        count.add(1, seen.second());
    }

    /** The application's line that completes; null where a library does. */
    private static @Nullable CodeLocation completer(Trace trace, Seen seen) {
        CodeLocation caller = Traces.foreignFrame(trace.getStackTrace());
        return caller != null && seen.traces().application(caller.className()) ? caller : null;
    }

    private static @Nullable Pool pool(@Nullable Object record, Seen seen) {
        for (Pool pool : seen.pools()) {
            for (Worker worker : pool.workers) {
                if (record != null && worker.record == record) {
                    return pool;
                }
            }
        }
        return null;
    }

    List<Misuse> look(Seen seen) {
        long total = Promises.tooLate();
        tooLate.add((int) Math.min(Integer.MAX_VALUE, Math.max(0, total - counted)), seen.second());
        counted = total;
        if (places.isEmpty()) {
            return List.of();
        }
        long stamps = Math.max(1, stamped.sum(seen.second()));
        double scale = Math.max(1, (double) tooLate.sum(seen.second()) / stamps);
        List<Misuse> facts = new ArrayList<>();
        places.forEach((place, count) -> {
            long sum = count.sum(seen.second());
            if (sum > 0) {
                long shared = place.kind() == Misuse.Kind.TOO_LATE ? Math.round(sum * scale) : sum;
                String row = place.pool() == null ? null : seen.rowId(place.pool());
                facts.add(new Misuse(place.kind(), row, place.site(), shared));
            }
        });
        return facts;
    }
}
