package io.poolscope.cli.top;

import io.poolscope.snapshot.Durations;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures short enough for a column: at most seven characters. */
final class Figures {
    /** What stands where nothing was measured. */
    static final String NONE = "-";

    private static final double SECOND = 1000;
    private static final double MINUTE = 60 * SECOND;
    private static final double HOUR = 60 * MINUTE;

    private Figures() {}

    /** {@code 0.4ms}, {@code 12ms}, {@code 47.9s}, {@code 12m05s}, {@code 3h05m}, {@code 2d03h}. */
    static String time(@Nullable Double ms) {
        if (ms == null || ms.isNaN()) {
            return NONE;
        }
        if (ms < 0.05) {
            return "0ms";
        }
        if (ms < 10) {
            return format("%.1fms", ms);
        }
        if (ms < SECOND) {
            return format("%.0fms", ms);
        }
        if (ms < 2 * MINUTE) {
            return format("%.1fs", ms / SECOND);
        }
        if (ms < 2 * HOUR) {
            return pair(ms / SECOND, 60, "m", "s");
        }
        return ms < 48 * HOUR ? pair(ms / MINUTE, 60, "h", "m") : pair(ms / HOUR, 24, "d", "h");
    }

    private static String pair(double units, int base, String large, String small) {
        long all = (long) units;
        return format("%d%s%02d%s", all / base, large, all % base, small);
    }

    /** The 99th percentile, or the limit below which it is. */
    static String p99(@Nullable Durations durations) {
        if (durations == null) {
            return NONE;
        }
        Double below = durations.below();
        return durations.p99() == null && below != null ? "<" + time(below) : time(durations.p99());
    }

    /** {@code 99999}, {@code 123k}, {@code 12.3M}. */
    static String count(@Nullable Number count) {
        if (count == null) {
            return NONE;
        }
        long n = count.longValue();
        if (n < 100_000) {
            return Long.toString(n);
        }
        return n < 1_000_000 ? n / 1000 + "k" : format("%.1fM", n / 1e6);
    }

    /** Events a second. */
    static String rate(@Nullable Double perSecond) {
        if (perSecond == null) {
            return NONE;
        }
        return perSecond == 0 || perSecond >= 10 ? count(Math.round(perSecond)) : format("%.1f", perSecond);
    }

    /** A share of 1 in per cent. */
    static String percent(double share) {
        return format("%.0f %%", share * 100);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
