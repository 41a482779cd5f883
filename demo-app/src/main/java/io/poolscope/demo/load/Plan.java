package io.poolscope.demo.load;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to drive, and how hard.
 *
 * @param url the address that is asked, again and again
 * @param rate requests per second at a fixed rate; 0 where {@code inFlight} rules
 * @param inFlight requests at once, each answer followed by the next request; 0 where {@code rate} rules
 * @param length how long requests are sent
 * @param drain how long answers are waited for after the last request
 */
public record Plan(URI url, double rate, int inFlight, Duration length, Duration drain) {

    /** How long a plan waits for late answers unless told otherwise. */
    public static final Duration DRAIN = Duration.ofSeconds(5);

    /** Refuses a plan that would send nothing, or that is both kinds at once. */
    public Plan {
        if (rate > 0 == inFlight > 0) {
            throw new IllegalArgumentException("give either --rate or --in-flight, and more than 0");
        }
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("--seconds must be more than 0");
        }
    }

    /**
     * Reads {@code --url=U (--rate=PER_SECOND | --in-flight=N) --seconds=S [--drain=S]}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Plan parse(String... args) {
        Map<String, String> given = new TreeMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("not --key=value: " + arg);
            }
            given.put(arg.substring(2, equals), arg.substring(equals + 1));
        }
        String url = given.remove("url");
        if (url == null) {
            throw new IllegalArgumentException("--url is missing");
        }
        double rate = number(given, "rate", 0);
        double inFlight = number(given, "in-flight", 0);
        Duration length = seconds(number(given, "seconds", 10));
        Duration drain = seconds(number(given, "drain", DRAIN.toSeconds()));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown: --" + given.keySet().iterator().next());
        }
        return new Plan(URI.create(url), rate, (int) inFlight, length, drain);
    }

    /** When the request with this number, from 0, is meant to leave, in nanoseconds after the start; only with a rate. */
    long intendedNanos(long number) {
        return (long) (number * 1e9 / rate);
    }

    private static double number(Map<String, String> given, String key, double otherwise) {
        String value = given.remove(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + key + " is no number: " + value, e);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
