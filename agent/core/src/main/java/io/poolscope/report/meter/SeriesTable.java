package io.poolscope.report.meter;

import io.poolscope.finding.Assessment;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All series of all meters, kept up to date look by look. Used by poolscope's thread only. */
final class SeriesTable {
    /**
     * What a look changed.
     *
     * @param added series to show
     * @param removed series to take away
     */
    record Changes(List<Series> added, List<Series> removed) {}

    /** Events that recorders get in a look: to record one costs about 0.1 us, so at most 10 ms. */
    private static final long MOST_EVENTS = 100_000;

    private final List<Meter> meters;
    private final PoolRows rows;
    private final Tally tally = new Tally();
    private final Map<List<String>, Series> series = new LinkedHashMap<>();
    private long looks;
    private long events;
    private long unrecorded;

    SeriesTable(List<Meter> meters, int maxPools) {
        this.meters = meters;
        this.rows = new PoolRows(maxPools);
    }

    Changes look(Assessment assessment) {
        looks++;
        events = 0;
        series.values().forEach(Series::forgetEvents);
        List<Series> added = new ArrayList<>();
        List<PoolRow> pools = rows.of(assessment.snapshot().pools());
        for (Meter meter : meters) {
            meter.reading().read(assessment, pools, new Writer(meter, added));
        }
        List<Series> removed = new ArrayList<>();
        for (Iterator<Series> each = series.values().iterator(); each.hasNext(); ) {
            Series one = each.next();
            if (one.look != looks) {
                each.remove();
                removed.add(one);
            }
        }
        return new Changes(added, removed);
    }

    /** Events of recorders over the bound, which no registry was told of. */
    long unrecorded() {
        return unrecorded;
    }

    /** Whether this look has events for recorders. */
    boolean hasEvents() {
        return events > 0;
    }

    /** Nobody looks any more: what a registry still shows must not pass for the present. */
    void silence() {
        series.values().forEach(one -> one.set(Double.NaN));
    }

    Collection<Series> all() {
        return series.values();
    }

    private final class Writer implements Meter.Figures {
        private final Meter meter;
        private final List<Series> added;

        Writer(Meter meter, List<Series> added) {
            this.meter = meter;
            this.added = added;
        }

        @Override
        public void now(@Nullable Number value, String... tags) {
            if (value != null && Double.isFinite(value.doubleValue())) {
                series(tags).set(value.doubleValue());
            }
        }

        @Override
        public void total(String source, double total, String... tags) {
            series(tags).add(0, tally.growth(meter.name() + '|' + source, total));
        }

        @Override
        public void total(String source, long count, double totalMs, String... tags) {
            String key = meter.name() + '|' + source;
            long more = (long) tally.growth(key + "|count", count);
            double ms = tally.growth(key, totalMs);
            Series to = series(tags);
            if (meter.kind() != Meter.Kind.RECORDER) {
                to.add(more, ms);
            } else if (more > 0) {
                record(to, new PoolSnapshot.Timed(ms / more, more));
            }
        }

        @Override
        public void events(List<PoolSnapshot.Timed> events, String... tags) {
            Series to = series(tags);
            events.forEach(event -> record(to, event));
        }

        private void record(Series to, PoolSnapshot.Timed event) {
            long room = Math.min(event.tasks(), MOST_EVENTS - events);
            unrecorded += event.tasks() - room;
            events += room;
            if (room > 0) {
                to.record(new PoolSnapshot.Timed(event.ms(), room));
            }
        }

        private Series series(String[] tags) {
            List<String> key = new ArrayList<>(tags.length + 1);
            key.add(meter.name());
            key.addAll(List.of(tags));
            Series found = series.get(key);
            if (found == null) {
                found = new Series(meter, tags);
                series.put(key, found);
                added.add(found);
            }
            found.look = looks;
            return found;
        }
    }
}
