package io.poolscope.report.meter;

import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One line of a meter: its tags, and the figures that registries read at any time, in any thread. */
final class Series {
    private final Meter meter;
    private final String[] tags;
    /** Of a recorder: events of this look. */
    private final List<PoolSnapshot.Timed> events = new ArrayList<>();

    private volatile double value;
    private volatile long count;
    /** Number of the look in which it last had a figure. */
    long look;

    Series(Meter meter, String[] tags) {
        this.meter = meter;
        this.tags = tags;
    }

    /** Called by poolscope's thread only. */
    void set(double now) {
        value = now;
    }

    /** Called by poolscope's thread only. */
    void add(long more, double amount) {
        // The time first: a mean taken in between is a little too high rather than a count without its time.
        value = value + amount;
        count = count + more;
    }

    /** Called by poolscope's thread only. */
    void record(PoolSnapshot.Timed event) {
        events.add(event);
    }

    /** Called by poolscope's thread only. */
    void forgetEvents() {
        events.clear();
    }

    /** The events of this look as the bridge wants them; null where there are none. */
    @Nullable
    Map<String, Object> recorded() {
        return events.isEmpty()
                ? null
                : Map.of(
                        "kind",
                        "record",
                        "ms",
                        events.stream().mapToDouble(PoolSnapshot.Timed::ms).toArray(),
                        "counts",
                        events.stream().mapToLong(PoolSnapshot.Timed::tasks).toArray());
    }

    double value() {
        return value;
    }

    long count() {
        return count;
    }

    /** As the bridge wants it. */
    Map<String, Object> described() {
        Map<String, Object> map = new HashMap<>();
        map.put("kind", meter.kind().id());
        map.put("name", meter.name());
        if (meter.unit() != null) {
            map.put("unit", meter.unit());
        }
        map.put("description", meter.description());
        map.put("tags", tags.clone());
        map.put("value", (DoubleSupplier) this::value);
        map.put("count", (LongSupplier) this::count);
        return map;
    }
}
