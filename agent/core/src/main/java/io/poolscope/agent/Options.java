package io.poolscope.agent;

import io.poolscope.agent.OptionSources.Given;
import io.poolscope.probe.ProbeSettings;
import io.poolscope.rule.RuleSettings;
import io.poolscope.watch.SamplerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants: every option with its effective value, and what was wrong with what was given. Immutable.
 *
 * <p>Guarantees: reading options throws nothing and takes bounded time, whatever the sources hold; a key or a value that
 * is not understood costs one line and leaves the default.
 */
final class Options {
    /** In production; one stack costs about 50 us and stops its thread meanwhile. Per second. */
    private static final int STACKS_IN_PRODUCTION = 100;

    /** In load-test mode, where ten times the cost is allowed; {@code max-overhead} has the last word. Per second. */
    private static final int STACKS_IN_LOAD_TEST = 500;

    private final Map<OptionKey<?>, Object> values;
    private final Map<String, String> thresholds;
    private final List<String> allowFile;
    private final List<Setting> settings;
    private final List<String> complaints;
    private final List<String> notices;

    Options(
            Map<OptionKey<?>, Object> values,
            Map<String, String> thresholds,
            List<String> allowFile,
            List<Setting> settings,
            List<String> complaints,
            List<String> notices) {
        this.values = Map.copyOf(values);
        this.thresholds = Map.copyOf(thresholds);
        this.allowFile = List.copyOf(allowFile);
        this.settings = List.copyOf(settings);
        this.complaints = List.copyOf(complaints);
        this.notices = List.copyOf(notices);
    }

    /** Reads the options: agent arguments before system properties, environment, properties file and default. */
    static Options read(OptionSources sources) {
        return read(sources, List.of());
    }

    /** Reads the options again, with what was changed since: that comes before all else. */
    static Options read(OptionSources sources, List<Given> changes) {
        return new OptionReader(sources, changes).read();
    }

    /**
     * The effective value of an option of this version.
     *
     * @param key one with a type
     */
    @SuppressWarnings("unchecked") // OptionReader puts in what the key's own type has made.
    <T> T get(OptionKey<T> key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key.key());
        }
        return (T) value;
    }

    /** Every option with its effective value and source, in the table's order, then the thresholds that were given. */
    List<Setting> settings() {
        return settings;
    }

    /** What was not understood, one line each: unknown keys, bad values, files that cannot be read. */
    List<String> complaints() {
        return complaints;
    }

    /** What is promised and not in this version, one line each. Never fatal. */
    List<String> notices() {
        return notices;
    }

    /**
     * With {@code strict=true} and anything not understood: why poolscope stays out of the application, as one line; else
     * null.
     *
     * @param others what the stages did not understand of the options: rules, probes
     */
    @Nullable
    String refusal(List<String> others) {
        int count = complaints.size() + others.size();
        if (count == 0 || !get(OptionKey.STRICT)) {
            return null;
        }
        String first = complaints.isEmpty() ? others.get(0) : complaints.get(0);
        String more = count == 1 ? "" : " (and " + (count - 1) + " more)";
        return "stays out of the application, which runs without it, since strict=true: " + first + more;
    }

    boolean isLoadTest() {
        return get(OptionKey.MODE).equals("load-test");
    }

    /** Whether every task is timed by the clock. */
    boolean isTimingAll() {
        return get(OptionKey.TIMING).equals("all");
    }

    /** For the sampler. */
    SamplerSettings sampler() {
        return new SamplerSettings(
                get(OptionKey.SAMPLE_INTERVAL),
                get(OptionKey.WINDOW),
                get(OptionKey.MAX_POOLS),
                get(OptionKey.MAX_SITES),
                get(OptionKey.STACK_DEPTH),
                isLoadTest() ? STACKS_IN_LOAD_TEST : STACKS_IN_PRODUCTION,
                get(OptionKey.INCLUDE_POOLS),
                get(OptionKey.EXCLUDE_POOLS),
                get(OptionKey.APP_PACKAGES),
                isTimingAll(),
                isLoadTest());
    }

    /** For the probes. */
    ProbeSettings probes() {
        ProbeChoice probes = get(OptionKey.PROBES);
        return new ProbeSettings(probes.on(), probes.plus(), probes.minus(), isTimingAll());
    }

    /** For the rules. */
    RuleSettings rules() {
        List<String> allowed = new ArrayList<>(get(OptionKey.ALLOW));
        allowed.addAll(allowFile);
        return new RuleSettings(
                isLoadTest(), get(OptionKey.RULES).off(), thresholds, get(OptionKey.LOG_REPEAT), allowed);
    }
}
