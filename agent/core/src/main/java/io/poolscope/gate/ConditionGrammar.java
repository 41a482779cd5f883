package io.poolscope.gate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code metric [ "{" tag "=" glob { "," tag "=" glob } "}" ] op value}. */
final class ConditionGrammar {
    /** Longer ones are no conditions; a bound on what a message repeats. */
    private static final int LONGEST = 500;

    private static final Pattern CONDITION = Pattern.compile(
            "\\s*([a-z0-9.]+)\\s*(?:\\{([^{}]*)\\})?\\s*(<=|>=|==|<|>)\\s*([0-9.]+)\\s*(%|ms|s|m|h)?\\s*");
    /** Severities are few, and a wrong one would match nothing: a gate that never fails. */
    private static final List<String> SEVERITIES = List.of("critical", "warning", "info");

    private ConditionGrammar() {}

    static Condition parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a condition has at most " + LONGEST + " characters");
        }
        Matcher parts = CONDITION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    text.strip() + ": wanted is metric{tag=glob} op value, for example wait.p99{pool=orders*} < 200ms");
        }
        Metric metric = Metric.byId(parts.group(1));
        if (metric == null) {
            throw new IllegalArgumentException(parts.group(1) + " is no metric; there are "
                    + Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", ")));
        }
        Map<String, Pattern> tags = tags(metric, parts.group(2) == null ? "" : parts.group(2));
        Op op = Arrays.stream(Op.values())
                .filter(o -> o.sign().equals(parts.group(3)))
                .findFirst()
                .orElseThrow();
        String unit = parts.group(5) == null ? "" : parts.group(5);
        double limit = limit(metric, number(parts.group(4)), unit);
        return new Condition(text.strip().replaceAll("\\s+", " "), metric, tags, op, limit);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no number", e);
        }
    }

    private static double limit(Metric metric, double number, String unit) {
        boolean duration = metric.unit() == Metric.Unit.DURATION;
        double scale = switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "%" -> 0.01;
            default -> duration ? 0 : 1;
        };
        boolean right =
                duration ? scale >= 1 : unit.isEmpty() || (unit.equals("%") && metric.unit() == Metric.Unit.SHARE);
        if (!right) {
            throw new IllegalArgumentException(metric.id() + " is compared with "
                    + switch (metric.unit()) {
                        case DURATION -> "a duration such as 200ms or 2s";
                        case SHARE -> "a share such as 5% or 0.05";
                        case COUNT -> "a number";
                    });
        }
        return number * scale;
    }

    private static Map<String, Pattern> tags(Metric metric, String text) {
        Map<String, Pattern> tags = new LinkedHashMap<>();
        for (String tag : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = tag.indexOf('=');
            String key = equals < 0 ? tag.strip() : tag.substring(0, equals).strip();
            String glob = equals < 0 ? "" : tag.substring(equals + 1).strip();
            if (equals < 0 || glob.isEmpty() || !metric.tags().contains(key)) {
                throw new IllegalArgumentException("{" + text + "}: " + metric.id() + " takes "
                        + metric.tags().stream().map(t -> t + "=glob").collect(Collectors.joining(", ")));
            }
            if (key.equals("severity") && glob.matches("[a-z]+") && !SEVERITIES.contains(glob)) {
                throw new IllegalArgumentException(
                        glob + " is no severity; there are " + String.join(", ", SEVERITIES));
            }
            tags.put(key, glob(glob));
        }
        return tags;
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .forEach(c -> regex.append(
                        c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(new String(Character.toChars(c)))));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
