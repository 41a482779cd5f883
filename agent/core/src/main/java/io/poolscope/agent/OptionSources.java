package io.poolscope.agent;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where options come from.
 *
 * @param arguments behind {@code -javaagent:poolscope.jar=}, or of the attach; null for none
 * @param properties the system properties that begin with {@code poolscope.}
 * @param environment the environment variables that begin with {@code POOLSCOPE_}
 * @param directory where poolscope's jar lies, and with it {@code poolscope.properties} if there is one
 * @param attached whether loaded into a JVM that runs
 * @param ruleIds ids of all rules: only they tell a threshold's rule from its name in an environment variable
 * @param placeholders for paths
 */
record OptionSources(
        @Nullable String arguments,
        Map<String, String> properties,
        Map<String, String> environment,
        @Nullable File directory,
        boolean attached,
        Collection<String> ruleIds,
        Placeholders placeholders) {

    /** What goes before a key in a system property. */
    static final String PROPERTY = "poolscope.";

    /** What goes before a key in an environment variable. */
    static final String VARIABLE = "POOLSCOPE_";

    /** What Kubernetes sets in every container beside a service that is called poolscope: no options. */
    private static final String SERVICE_LINK = "POOLSCOPE_(SERVICE_(HOST|PORT)|PORT)(_.*)?";

    /**
     * Those of this JVM.
     *
     * @param jar poolscope's jar
     */
    static OptionSources ofThisJvm(@Nullable String arguments, File jar, boolean attached, Collection<String> ruleIds) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            String value = name.startsWith(PROPERTY) ? System.getProperty(name) : null;
            if (value != null) {
                properties.put(name, value);
            }
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        return new OptionSources(
                arguments,
                properties,
                environment,
                jar.getAbsoluteFile().getParentFile(),
                attached,
                ruleIds,
                Placeholders.ofThisProcess(environment));
    }

    /** One option as it was given. */
    record Given(String key, String value, String source) {}

    List<Given> fromArguments() {
        return parse(arguments == null ? "" : arguments, "agent arguments");
    }

    /** {@code key=value,key=value}, where {@code \,} is a comma inside a value, and a bare key means true. */
    static List<Given> parse(String options, String source) {
        List<Given> given = new ArrayList<>();
        for (String option : options.split("(?<!\\\\),")) {
            String text = option.replace("\\,", ",");
            int equals = text.indexOf('=');
            String key = (equals < 0 ? text : text.substring(0, equals)).strip();
            String value = equals < 0 ? "true" : text.substring(equals + 1).strip();
            if (!text.isBlank()) {
                given.add(new Given(key, value, source));
            }
        }
        return given;
    }

    /** {@code -Dpoolscope.key=value}, by name. */
    List<Given> fromProperties() {
        return properties.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Given(
                        entry.getKey().substring(PROPERTY.length()),
                        entry.getValue().strip(),
                        "-D" + Quoted.plain(entry.getKey())))
                .toList();
    }

    /** {@code POOLSCOPE_KEY=value}, by name; a variable that is empty counts as not set, as everywhere. */
    List<Given> fromEnvironment() {
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(VARIABLE)
                        && !entry.getKey().matches(SERVICE_LINK)
                        && !entry.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Given(keyOf(entry.getKey()), entry.getValue().strip(), Quoted.plain(entry.getKey())))
                .toList();
    }

    /** {@code POOLSCOPE_SAMPLE_INTERVAL}: sample-interval; {@code POOLSCOPE_RULE_CPU_HOG_LONGEST}: rule.cpu-hog.longest. */
    private String keyOf(String variable) {
        String key = variable.substring(VARIABLE.length()).replace('_', '-').toLowerCase(Locale.ROOT);
        return ruleIds.stream()
                .filter(id -> key.startsWith("rule-" + id + "-"))
                .max(Comparator.comparingInt(String::length))
                .map(id -> "rule." + id + "." + key.substring("rule-".length() + id.length() + 1))
                .orElse(key);
    }
}
