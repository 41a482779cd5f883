package io.poolscope.rule;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure that a rule compares with.
 *
 * @param name within its rule
 * @param unit how it is written
 * @param value default; durations in milliseconds, shares from 0 to 1
 */
record Threshold(String name, Unit unit, double value) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)\\s*%");

    /** How a threshold is written. */
    enum Unit {
        DURATION("a duration such as 500ms, 2s, 1m or 1h"),
        COUNT("a whole number from 1"),
        LOOKS("a number of looks from 1 to " + Looks.KEPT),
        SHARE("a share from 0% to 100%");

        private final String wanted;

        Unit(String wanted) {
            this.wanted = wanted;
        }
    }

    static Threshold millis(String name, double millis) {
        return new Threshold(name, Unit.DURATION, millis);
    }

    static Threshold count(String name, int count) {
        return new Threshold(name, Unit.COUNT, count);
    }

    static Threshold looks(String name, int looks) {
        return new Threshold(name, Unit.LOOKS, looks);
    }

    static Threshold share(String name, double share) {
        return new Threshold(name, Unit.SHARE, share);
    }

    /**
     * Reads what the user wrote.
     *
     * @throws IllegalArgumentException with what is wanted instead
     */
    double parse(String text) {
        String value = text.trim().toLowerCase(Locale.ROOT);
        try {
            return switch (unit) {
                case DURATION -> duration(value);
                case COUNT -> number(value, Integer.MAX_VALUE);
                case LOOKS -> number(value, Looks.KEPT);
                case SHARE -> percent(value);
            };
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException("is not " + unit.wanted, bad);
        }
    }

    private static double duration(String value) {
        Matcher m = match(DURATION, value);
        double number = Double.parseDouble(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> number;
            case "s" -> number * 1000;
            case "m" -> number * 60_000;
            default -> number * 3_600_000;
        };
    }

    private static double percent(String value) {
        double share = Double.parseDouble(match(SHARE, value).group(1)) / 100;
        if (share > 1) {
            throw new IllegalArgumentException(value);
        }
        return share;
    }

    private static double number(String value, int most) {
        int number = Integer.parseInt(value);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(value);
        }
        return number;
    }

    private static Matcher match(Pattern pattern, String value) {
        Matcher m = pattern.matcher(value);
        if (!m.matches()) {
            throw new IllegalArgumentException(value);
        }
        return m;
    }

    /** A value as the user would write it. */
    String show(double v) {
        return switch (unit) {
            case DURATION ->
                v % 3_600_000 == 0 && v > 0
                        ? Words.number(v / 3_600_000) + "h"
                        : v % 60_000 == 0 && v > 0
                                ? Words.number(v / 60_000) + "m"
                                : v % 1000 == 0 ? Words.number(v / 1000) + "s" : Words.number(v) + "ms";
            case COUNT, LOOKS -> Words.number(v);
            case SHARE -> Words.number(v * 100) + "%";
        };
    }
}
