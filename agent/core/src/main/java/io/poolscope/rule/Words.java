package io.poolscope.rule;

import io.poolscope.snapshot.CodeLocation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How numbers, times and names read in a sentence. English, the same on every machine. */
final class Words {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Words() {}

    /** A duration: {@code 340 ms}, {@code 47.9 s}, {@code 48 s}, {@code 2 min 5 s}, {@code 3 h 10 min}. */
    static String duration(double millis) {
        if (millis < 1) {
            return "under 1 ms";
        }
        long ms = Math.round(millis);
        if (ms < SECOND) {
            return ms + " ms";
        }
        long tenths = Math.round(millis / 100);
        if (tenths < 600) {
            return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
        }
        return ms < HOUR
                ? two(Math.round(millis / SECOND), 60, "min", "s")
                : ms < DAY ? two(ms / MINUTE, 60, "h", "min") : two(ms / HOUR, 24, "d", "h");
    }

    private static String two(long small, int in, String large, String unit) {
        return small / in + " " + large + (small % in == 0 ? "" : " " + small % in + " " + unit);
    }

    /** A duration in seconds with one decimal, also where it is 0: {@code 0.0 s}. */
    static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / SECOND);
    }

    /** {@code 1 worker}, {@code 3 workers}. */
    static String count(long n, String noun) {
        return n + " " + (n == 1 ? noun : noun + "s");
    }

    /** {@code the only worker}, {@code both workers}, {@code all 16 workers}. */
    static String all(long n, String noun) {
        return n == 1 ? "the only " + noun : n == 2 ? "both " + noun + "s" : "all " + n + " " + noun + "s";
    }

    /** {@code 14 of 16 workers}, or all of them. */
    static String of(long n, long all, String noun) {
        return n == all ? all(all, noun) : n + " of " + count(all, noun);
    }

    /** A number without needless decimals: {@code 16}, {@code 1.5}, {@code 0.02}. */
    static String number(double value) {
        if (value >= 10 || value == Math.rint(value)) {
            return Long.toString(Math.round(value));
        }
        String text = String.format(Locale.ROOT, value >= 1 ? "%.1f" : "%.2g", value);
        return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** A share as {@code 71 %}. */
    static String percent(double share) {
        return share > 0 && share < 0.01 ? "under 1 %" : Math.round(share * 100) + " %";
    }

    /** A figure for evidence, rounded to three decimals: more was never measured. */
    static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** A class without its package, a lambda by the class that contains it. */
    static String simple(String className) {
        int lambda = className.indexOf("$$Lambda");
        if (lambda > 0) {
            return "a lambda of " + simple(className.substring(0, lambda));
        }
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** A blocking call without its package: {@code CompletableFuture.join}. */
    static String call(String call) {
        int method = call.lastIndexOf('.');
        return method < 0 ? call : simple(call.substring(0, method)) + call.substring(method);
    }

    /** The method of a blocking call: {@code join}. */
    static String method(String call) {
        return call.substring(call.lastIndexOf('.') + 1);
    }

    /** {@code PriceService.price(PriceService.java:88)}: enough to open the line; of a lambda the method around it. */
    static String place(CodeLocation at) {
        String full = at.toString();
        int file = full.indexOf('(', at.className().length());
        return at.simpleClass() + "." + FindingKey.method(at) + full.substring(file);
    }

    /** {@code PriceService.java:88}. */
    static String line(CodeLocation at) {
        return at.file() != null && at.line() > 0 ? at.file() + ":" + at.line() : at.brief();
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}, {@code a, b and 5 more}. */
    static String list(List<String> names, int most, int total) {
        int shown = Math.min(names.size(), most);
        int more = Math.max(total, names.size()) - shown;
        List<String> head = names.subList(0, shown);
        if (more > 0) {
            return shown == 0 ? String.valueOf(more) : String.join(", ", head) + " and " + more + " more";
        }
        return shown < 2
                ? String.join("", head)
                : String.join(", ", head.subList(0, shown - 1)) + " and " + head.get(shown - 1);
    }

    /** The candidate with the fewest letters to change. */
    static String nearest(String word, Collection<String> candidates) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
