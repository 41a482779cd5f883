package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A scenario of the demonstration application, as its own source describes it; the format stands in that application's
 * {@code package-info.java}.
 *
 * @param name its name on the command line
 * @param type simple name of its class
 * @param hasFixed whether it has a mended twin
 * @param seconds how long it must be driven
 * @param expectations what poolscope must say
 * @param lines the marked lines, from 1
 * @param jvmOptions options that its JVM needs
 * @param fromJdk the oldest feature version on which it makes sense
 */
public record DemoScenario(
        String name,
        String type,
        boolean hasFixed,
        int seconds,
        List<Expectation> expectations,
        List<Integer> lines,
        List<String> jvmOptions,
        int fromJdk) {

    private static final Pattern EXPECT = Pattern.compile("(?m)^ \\* @expect (.*)$");
    private static final Pattern JVM = Pattern.compile("(?m)^ \\* @jvm (\\S+)$");
    /** The version, and why it needs that. */
    private static final Pattern JDK = Pattern.compile("(?m)^ \\* @jdk (\\d+) \\S.*$");

    private static final Set<String> KEYS =
            Set.of("rule", "severity", "pool", "site", "proved", "also", "mode", "verdict", "cause");
    private static final Pattern SCENARIO = Pattern.compile("@Scenario\\(([^)]*)\\)");

    /**
     * One {@code @expect} line.
     *
     * @param silent whether nothing must be said
     * @param mode {@code production} or {@code load-test}
     * @param keys the keys of the line, as written
     */
    public record Expectation(boolean silent, String mode, Map<String, String> keys) {

        /** Whether a finding is what this line asks for, but for the line number. */
        public boolean asksFor(JsonNode finding) {
            return !silent
                    && finding.path("rule").asText().equals(keys.get("rule"))
                    && matches("pool", finding.path("pool").asText())
                    && ReportAssert.rank(finding.path("severity").asText())
                            >= ReportAssert.rank(keys.getOrDefault("severity", "warning"))
                    && (!keys.containsKey("proved") || finding.path("proved").asBoolean());
        }

        /** Whether a finding may be there beside the one that this line asks for. */
        public boolean allows(JsonNode finding) {
            String rule = finding.path("rule").asText();
            return !silent
                    && (rule.equals(keys.get("rule"))
                            || Arrays.asList(keys.getOrDefault("also", "").split("\\|"))
                                    .contains(rule))
                    && matches("pool", finding.path("pool").asText());
        }

        /** Whether a text is one of the alternatives of a key, {@code *} standing for anything; true without the key. */
        boolean matches(String key, String text) {
            return Optional.ofNullable(keys.get(key)).stream()
                            .flatMap(value -> Stream.of(value.split("\\|")))
                            .anyMatch(glob -> text.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q")))
                    || !keys.containsKey(key);
        }
    }

    /** Whether a place is one of the marked lines, in the method that the expectation names. */
    public boolean isMarked(JsonNode site, Expectation expectation) {
        if (!expectation.keys().containsKey("site")) {
            return true;
        }
        String binary = site.path("class").asText();
        String simple = binary.substring(binary.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
        String method = site.path("method").asText().replaceFirst("^lambda\\$(.*)\\$\\d+$", "$1");
        return expectation.matches("site", simple + "." + method)
                && lines.contains(site.path("line").asInt(-1));
    }

    /** What is expected in a mode; empty where the source says nothing about it. */
    public List<Expectation> in(String mode) {
        return expectations.stream().filter(e -> e.mode().equals(mode)).toList();
    }

    /** All scenarios. */
    public static List<DemoScenario> all() {
        try (Stream<Path> files = Files.list(Built.demoSources().resolve("io/poolscope/demo/scenario"))) {
            return files.sorted()
                    .map(DemoScenario::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scenario of this name. */
    public static DemoScenario named(String name) {
        return all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private static Optional<DemoScenario> read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Matcher scenario = SCENARIO.matcher(text);
            if (!scenario.find() || !text.contains("class ")) {
                return Optional.empty();
            }
            List<String> lines = text.lines().toList();
            return Optional.of(new DemoScenario(
                    annotated(scenario.group(1), "name").orElseThrow(),
                    file.getFileName().toString().replace(".java", ""),
                    annotated(scenario.group(1), "fixed").isPresent(),
                    Integer.parseInt(annotated(scenario.group(1), "seconds").orElseThrow()),
                    EXPECT.matcher(text)
                            .results()
                            .map(m -> expectation(m.group(1)))
                            .toList(),
                    IntStream.range(0, lines.size())
                            .filter(i -> lines.get(i).endsWith("// poolscope: here"))
                            .mapToObj(i -> i + 1)
                            .toList(),
                    JVM.matcher(text).results().map(m -> m.group(1)).toList(),
                    JDK.matcher(text)
                            .results()
                            .map(m -> Integer.parseInt(m.group(1)))
                            .findFirst()
                            .orElse(Jdks.OLDEST)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> annotated(String annotation, String key) {
        Matcher matcher =
                Pattern.compile("\\b" + key + "\\s*=\\s*\"?([^\",\\s]+)").matcher(annotation);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Expectation expectation(String line) {
        Map<String, String> keys = new LinkedHashMap<>();
        boolean silent = false;
        for (String word : line.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                if (!word.equals("silent")) { // the only bare word
                    throw new IllegalStateException("neither silent nor KEY=VALUE: " + line);
                }
                silent = true;
            } else {
                if (!KEYS.contains(word.substring(0, equals))) {
                    throw new IllegalStateException("unknown key " + word + ": " + line);
                }
                keys.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        if (!silent && !keys.containsKey("rule")) {
            throw new IllegalStateException("neither silent nor a rule: " + line);
        }
        String mode = Optional.ofNullable(keys.remove("mode")).orElse("production");
        return new Expectation(silent, mode, keys);
    }

    @Override
    public String toString() {
        return name;
    }
}
