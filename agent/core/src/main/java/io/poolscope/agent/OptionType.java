package io.poolscope.agent;

import io.poolscope.finding.Severity;
import io.poolscope.gate.Gate;
import io.poolscope.report.Forms;
import io.poolscope.report.meter.Endpoint;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of a value.
 *
 * @param <T> what it means to the stages
 */
@FunctionalInterface
interface OptionType<T> {
    /** No file, an empty list. */
    String NONE = "none";

    /**
     * Reads a value.
     *
     * @param text as given, without blanks around it; a key without a value gives {@code true}
     * @throws BadValue if it is none
     */
    T parse(String text) throws BadValue;

    /** {@code true} or {@code false}; nothing counts as true ({@code -Dpoolscope.debug}). */
    OptionType<Boolean> FLAG = text -> switch (text) {
        case "", "true", "on" -> true;
        case "false", "off" -> false;
        default -> throw new BadValue("true or false is expected");
    };

    /** A port of this machine's loopback interface, {@code host:port}, or {@code off}, which is no endpoint. */
    OptionType<Optional<Endpoint>> ENDPOINT = text -> {
        if (text.equals("off") || text.equals("false")) {
            return Optional.empty();
        }
        Endpoint endpoint = Endpoint.parse(text);
        if (endpoint == null) {
            throw new BadValue("a port, host:port or off is expected, such as 9464 or 0.0.0.0:9464");
        }
        return Optional.of(endpoint);
    };

    OptionType<LogTarget> LOG = LogTarget::parse;

    OptionType<ProbeChoice> PROBES = ProbeChoice::parse;

    OptionType<RuleChoice> RULES = RuleChoice::parse;

    /** {@code 0.5%}. As a fraction. */
    OptionType<Double> PERCENT = text -> {
        if (text.matches("\\d{1,3}(\\.\\d{1,6})?%")) {
            double percent = Double.parseDouble(text.substring(0, text.length() - 1));
            if (percent > 0 && percent <= 100) {
                return percent / 100;
            }
        }
        throw new BadValue("a percentage above 0% and up to 100% is expected, such as 0.5%");
    };

    /** The path of a file; {@link #NONE} for none. */
    OptionType<String> PATH = text -> text.isEmpty() ? NONE : text;

    /** The path of a report in a format of this version, told by its ending; {@link #NONE} for none. */
    OptionType<String> REPORT = text -> {
        String path = PATH.parse(text);
        String name =
                path.substring(path.replace('\\', '/').lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        boolean known = Forms.of(name, "", ZoneId::systemDefault) != null;
        if (path.equals(NONE) || known) {
            return path;
        }
        if (name.indexOf('.') >= 0) {
            throw BadValue.notInThisVersion();
        }
        throw new BadValue("a path that ends in " + Forms.ENDINGS + " is expected");
    };

    /** {@code condition;condition}; nothing stands for the usual ones; {@code none} for no condition. */
    OptionType<Gate> GATE = text -> {
        if (text.equals(NONE)) {
            return new Gate(List.of());
        }
        try {
            return text.isEmpty() || text.equals("true")
                    ? new Gate(Gate.noFindings(Severity.WARNING))
                    : Gate.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadValue(Quoted.plain(String.valueOf(e.getMessage())));
        }
    };

    /** {@code item:item}; {@code none} for an empty list. */
    OptionType<List<String>> LIST = text -> split(text, ":");

    /** Accepted findings, one {@code rule:pool:class} or longer in each; judged by the rules. */
    OptionType<List<String>> ALLOW = text -> split(text, ";");

    /** Package names, with or without {@code .*} behind. */
    OptionType<List<String>> PACKAGES = text -> {
        List<String> packages = new ArrayList<>();
        for (String item : LIST.parse(text)) {
            String name = item.replaceFirst("\\.\\*?$", "");
            if (!name.matches("[\\p{L}\\p{N}_$]+(\\.[\\p{L}\\p{N}_$]+)*")) {
                throw new BadValue("names of packages are expected, such as com.acme:org.acme.orders");
            }
            packages.add(name);
        }
        return List.copyOf(packages);
    };

    /**
     * One of some words. Where {@code on} or {@code off} is one, {@code true} and {@code false} mean them.
     *
     * @param words the words, without which a value is bad
     */
    static OptionType<String> word(String... words) {
        Set<String> known = new LinkedHashSet<>(Arrays.asList(words));
        return text -> {
            String word = text;
            if (known.contains("on") && (text.equals("true") || text.isEmpty())) {
                word = "on";
            } else if (known.contains("off") && text.equals("false")) {
                word = "off";
            }
            if (!known.contains(word)) {
                throw new BadValue("one of " + String.join(", ", known) + " is expected");
            }
            return word;
        };
    }

    /** A whole number in a range, both ends included. */
    static OptionType<Integer> count(int least, int most) {
        return text -> {
            if (text.matches("\\d{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw new BadValue("a number from " + least + " to " + most + " is expected");
        };
    }

    /** A duration in a range, both ends included, written like the value itself. */
    static OptionType<Duration> duration(String least, String most) {
        Duration shortest = readDuration(least);
        Duration longest = readDuration(most);
        return text -> {
            Duration duration = readDuration(text);
            if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
                throw new BadValue("a duration from " + least + " to " + most + " is expected");
            }
            return duration;
        };
    }

    private static Duration readDuration(String text) {
        Matcher parts = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)").matcher(text);
        if (!parts.matches()) {
            throw new BadValue("a duration such as 500ms, 2s, 1m or 1h is expected");
        }
        double unit = switch (parts.group(2)) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
        return Duration.ofNanos(Math.round(Double.parseDouble(parts.group(1)) * unit));
    }

    private static List<String> split(String text, String by) {
        if (text.equals(NONE)) {
            return List.of();
        }
        return Arrays.stream(text.split(by))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
