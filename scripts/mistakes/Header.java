import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A mistake as its source in {@code demo-app} describes it.
 *
 * @param name its name
 * @param type simple name of its class
 * @param path where the bad variant answers
 * @param fixed where the mended one does
 * @param load the load generator's option, {@code --rate=20}
 * @param seconds how long it is driven
 * @param expected keys of what poolscope must say in load-test mode: rule, pool, severity and so on
 * @param lines the lines that it may name
 * @param predict {@code without} where the wait goes away, {@code overlapped} where the waits of a task come to overlap, empty
 *     where nothing is predicted
 * @param awaited whether the rule is not in this version
 */
record Header(
        String name,
        String type,
        String path,
        String fixed,
        String load,
        int seconds,
        Map<String, String> expected,
        Set<Integer> lines,
        String predict,
        boolean awaited) {

    private static final Pattern SCENARIO = Pattern.compile("@Scenario\\(([^)]*)\\)");
    private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    static List<Header> all(Path sources) throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            List<Header> all = new java.util.ArrayList<>();
            for (Path file : files.sorted().toList()) {
                read(file).ifPresent(all::add);
            }
            return all;
        }
    }

    private static Optional<Header> read(Path file) throws IOException {
        String text = Files.readString(file);
        Matcher scenario = SCENARIO.matcher(text);
        if (!scenario.find()) {
            return Optional.empty();
        }
        String annotation = scenario.group(1);
        List<String> lines = text.lines().toList();
        List<String> expects = tags(lines, "expect");
        String expect = expects.stream()
                .filter(line -> line.contains("mode=load-test"))
                .findFirst()
                .orElse(expects.get(0));
        String rate = key(annotation, "rate");
        return Optional.of(new Header(
                key(annotation, "name"),
                file.getFileName().toString().replace(".java", ""),
                key(annotation, "path"),
                key(annotation, "fixed"),
                rate.isEmpty() ? "--in-flight=" + key(annotation, "inFlight") : "--rate=" + rate,
                Integer.parseInt(key(annotation, "seconds")),
                keys(expect),
                IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).endsWith("// poolscope: here"))
                        .mapToObj(i -> i + 1)
                        .collect(Collectors.toSet()),
                tags(lines, "predict").stream().findFirst().orElse(""),
                !tags(lines, "awaits").isEmpty()));
    }

    private static List<String> tags(List<String> lines, String tag) {
        String start = " * @" + tag + " ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    private static Map<String, String> keys(String expect) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String word : expect.split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                keys.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return keys;
    }

    private static String key(String annotation, String key) {
        Matcher matcher =
                Pattern.compile("\\b" + key + "\\s*=\\s*\"?([^\",\\s]+)").matcher(annotation);
        return matcher.find() ? matcher.group(1) : "";
    }

    String rule() {
        return expected.get("rule");
    }

    String pool() {
        return expected.getOrDefault("pool", "*");
    }

    /** Whether a finding of a report is the one that is expected, at one of the marked lines. */
    boolean isIt(Map<String, Object> finding) {
        Map<String, Object> site = Json.map(finding.get("site"));
        String className = String.valueOf(site.get("class"));
        return rule().equals(finding.get("rule"))
                && (pool().equals("*") || pool().equals(finding.get("pool")))
                && SEVERITIES.indexOf(String.valueOf(finding.get("severity")))
                        >= SEVERITIES.indexOf(expected.getOrDefault("severity", "warning"))
                && className.replaceFirst(".*\\.", "").replaceFirst("\\$.*", "").equals(type)
                && site.get("line") instanceof Double line
                && lines.contains(line.intValue());
    }
}
