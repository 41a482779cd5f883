package io.poolscope.report.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as people write them. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    /** Up to here seconds alone read well. */
    private static final long SECONDS_ONLY = 120;

    private Words() {}

    /**
     * A clock time, with the day where it is not today's.
     *
     * @param instant what to write
     * @param today the present
     * @param zone the reader's time zone
     */
    public static String time(Instant instant, Instant today, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        boolean sameDay = local.toLocalDate().equals(today.atZone(zone).toLocalDate());
        return (sameDay ? TIME : DAY_AND_TIME).format(local);
    }

    /** {@code under 1 s}, {@code 48 s}, {@code 3 min 5 s}, {@code 2 h 5 min}; below 0 counts as 0. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds == 0) {
            return "under 1 s";
        }
        if (seconds <= SECONDS_ONLY) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** {@code 47.9 s} from one second up, {@code 12 ms} or {@code 0.4 ms} below. */
    public static String millis(double ms) {
        if (ms >= 1000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1000);
        }
        return String.format(Locale.ROOT, ms >= 10 ? "%.0f ms" : "%.1f ms", ms);
    }
}
