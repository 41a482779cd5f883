package io.poolscope.report.meter;

import io.poolscope.finding.Assessment;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One meter: a name, what it means and how it is read from what a look found.
 *
 * @param name in Micrometer's style, lower case with dots; a public name
 * @param kind how a registry shows it
 * @param unit base unit; null where it has none, and for times, whose unit the registry knows
 * @param description for people
 * @param reading reads its figures
 */
public record Meter(String name, Kind kind, @Nullable String unit, String description, Reading reading) {

    /** How a registry shows a meter. */
    public enum Kind {
        /** A value of the moment. */
        GAUGE("gauge"),
        /** A time of the moment, milliseconds. */
        TIME_GAUGE("time-gauge"),
        /** A sum that only grows. */
        COUNTER("counter"),
        /** A number of events and their time in sum, milliseconds; both only grow. */
        TIMER("timer"),
        /** Every event with its time, as a histogram. */
        RECORDER("recorder");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The name that the bridge knows. */
        String id() {
            return id;
        }
    }

    /** Reads a meter's figures. */
    @FunctionalInterface
    public interface Reading {

        /**
         * Reads.
         *
         * @param assessment what the look found
         * @param rows its pools, by the tags that they have
         * @param out takes the figures
         */
        void read(Assessment assessment, List<PoolRow> rows, Figures out);
    }

    /** Takes a meter's figures. A series for which none came in a look is removed. */
    public interface Figures {

        /** A value or a time of the moment; nothing where it is null or not finite. */
        void now(@Nullable Number value, String... tags);

        /**
         * Part of a counter. What the total has grown by since the last look is added to the series that these tags name.
         *
         * @param source whose total it is; several sources may add to one series, and a source may change its series
         * @param total since the source was first seen
         * @param tags key and value in turn
         */
        void total(String source, double total, String... tags);

        /**
         * Part of a timer, see {@link #total}; of a recorder, whose events are then taken to be all of their mean length.
         *
         * @param source whose totals they are
         * @param count events
         * @param totalMs their time, milliseconds
         * @param tags key and value in turn
         */
        void total(String source, long count, double totalMs, String... tags);

        /**
         * Events of a {@link Kind#RECORDER} since the last look, each with its time.
         *
         * @param events how many of which length
         * @param tags key and value in turn
         */
        void events(List<PoolSnapshot.Timed> events, String... tags);
    }
}
