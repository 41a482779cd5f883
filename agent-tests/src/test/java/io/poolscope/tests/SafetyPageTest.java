package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.Built;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about safety names tests; a promise whose test has gone must not go on being promised. */
final class SafetyPageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> sources = sources();
        List<MatchResult> named = NAMED.matcher(Files.readString(Built.root().resolve("docs/safety.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(40);
        List<String> missing = new ArrayList<>();
        for (MatchResult test : named) {
            String source = sources.getOrDefault(test.group(1), "");
            if (!source.matches("(?s).*\\b" + test.group(2) + "(\\(| *=|\\b).*")) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Against each hazard stands a test, and each harm that was done on purpose has its hazard. */
    @Test
    void everyHazardHasItsTest() throws IOException {
        String page = Files.readString(Built.root().resolve("docs/safety.md"));
        String hazards = page.substring(page.indexOf("## Hazards"), page.indexOf("## Promised, and not"));
        List<String> rows = hazards.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| hazard "))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(35)
                .allMatch(row -> NAMED.matcher(row).find());
        List<String> harms = Pattern.compile("`([A-Z_]{6,})`")
                .matcher(hazards)
                .results()
                .map(harm -> harm.group(1))
                .distinct()
                .toList();
        assertThat(Stream.of(MutantsTest.Harm.values()).map(Enum::name))
                .containsAll(harms)
                .filteredOn(harm -> !harm.startsWith("FAILS_WITH_"))
                .allMatch(harms::contains);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("agent", "agent-tests")) {
            try (Stream<Path> files = Files.walk(Built.root().resolve(module))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                        .toList()) {
                    String name = file.getFileName().toString();
                    sources.merge(
                            name.substring(0, name.length() - ".java".length()),
                            Files.readString(file),
                            String::concat);
                }
            }
        }
        return sources;
    }
}
