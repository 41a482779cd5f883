package io.poolscope.rule;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values that one rule's thresholds have in this run: the defaults, and over them what the user set. */
final class Limits {
    /** What every rule has where nothing was set. */
    static final Limits DEFAULTS = new Limits(Map.of(), false);

    private final Map<Threshold, Double> values;
    private final boolean loadTest;

    private Limits(Map<Threshold, Double> values, boolean loadTest) {
        this.values = values;
        this.loadTest = loadTest;
    }

    /** A duration in milliseconds, a share from 0 to 1, or a number. */
    double of(Threshold threshold) {
        return values.getOrDefault(threshold, threshold.value());
    }

    /** A whole number. */
    int count(Threshold threshold) {
        return (int) of(threshold);
    }

    /** Whether hazards that did not strike yet are warnings. */
    boolean loadTest() {
        return loadTest;
    }

    /**
     * The limits of every rule.
     *
     * @param complaints receives one line for each setting that cannot be followed; its default stands
     * @return rule id to limits
     */
    static Map<String, Limits> resolve(RuleSettings settings, List<String> complaints) {
        Map<String, Map<Threshold, Double>> values = new HashMap<>();
        new TreeMap<>(settings.thresholds()).forEach((key, text) -> resolve(key, text, values, complaints));
        Map<String, Limits> limits = new LinkedHashMap<>();
        for (Rule rule : Rules.all()) {
            limits.put(rule.id(), new Limits(values.getOrDefault(rule.id(), Map.of()), settings.loadTest()));
        }
        return limits;
    }

    private static void resolve(
            String key, String text, Map<String, Map<Threshold, Double>> values, List<String> complaints) {
        String option = "rule." + key + "=" + text + ": ";
        int dot = key.indexOf('.');
        String id = dot < 0 ? key : key.substring(0, dot);
        String name = dot < 0 ? "" : key.substring(dot + 1);
        Rule rule = Rules.byId(id);
        if (rule == null) {
            complaints.add(option + Rules.unknown(id));
            return;
        }
        for (Threshold threshold : rule.thresholds()) {
            if (threshold.name().equals(name)) {
                try {
                    values.computeIfAbsent(id, any -> new HashMap<>()).put(threshold, threshold.parse(text));
                } catch (IllegalArgumentException bad) {
                    complaints.add(option + bad.getMessage() + "; " + threshold.show(threshold.value()) + " stands");
                }
                return;
            }
        }
        List<String> names = rule.thresholds().stream().map(Threshold::name).toList();
        complaints.add(option + id + " has no threshold " + name + ", nearest is " + Words.nearest(name, names));
    }
}
