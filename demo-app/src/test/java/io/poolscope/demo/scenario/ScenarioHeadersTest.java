package io.poolscope.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.GetMapping;

/** What stands in a scenario's header must fit its code: tests and the demo script take both at their word. */
class ScenarioHeadersTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final List<String> PACKAGES = List.of("io.poolscope.demo.scenario", "io.poolscope.demo.mistake");
    private static final Pattern EXPECTATION = Pattern.compile(
            "(silent|rule=[a-z-]+)|mode=load-test|severity=(info|warning|critical)|proved=true|(pool|site|also|verdict|cause)=\\S+");

    static List<Class<?>> scenarios() throws IOException {
        List<Class<?>> all = new ArrayList<>();
        for (String name : PACKAGES) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
                files.map(file -> file.getFileName().toString().replace(".java", ""))
                        .filter(type -> !type.equals("package-info"))
                        .<Class<?>>map(type -> load(name + "." + type))
                        .filter(type -> type.isAnnotationPresent(Scenario.class))
                        .forEach(all::add);
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void paths_are_mapped(Class<?> type) throws IOException {
        Scenario scenario = type.getAnnotation(Scenario.class);
        List<String> mapped = scenarios().stream()
                .flatMap(one -> Arrays.stream(one.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(GetMapping.class))
                .flatMap(method ->
                        Arrays.stream(method.getAnnotation(GetMapping.class).value()))
                .toList();

        assertThat(mapped).contains(scenario.path()).doesNotHaveDuplicates();
        assertThat(scenario.path()).startsWith("/" + scenario.name());
        if (!scenario.fixed().isEmpty()) {
            assertThat(mapped).contains(scenario.fixed());
        }
        assertThat(scenario.rate() > 0).isNotEqualTo(scenario.inFlight() > 0);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void header_says_what_is_expected(Class<?> type) throws IOException {
        List<String> lines = source(type);

        assertThat(tags(lines, "shows")).hasSize(1);
        assertThat(tags(lines, "expect"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.split(" "))
                        .allMatch(word -> EXPECTATION.matcher(word).matches())
                        .areExactly(
                                1,
                                new org.assertj.core.api.Condition<>(
                                        word -> word.equals("silent") || word.startsWith("rule="),
                                        "a rule or silence")));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void a_newer_jdk_is_asked_for_with_a_reason(Class<?> type) throws IOException {
        assertThat(tags(source(type), "jdk"))
                .hasSizeLessThan(2)
                .allSatisfy(tag -> assertThat(tag).matches("(1[89]|[2-9]\\d) \\S.{10,}"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void a_named_site_has_its_mark_in_that_method(Class<?> type) throws IOException {
        List<String> lines = source(type);
        long marks = lines.stream()
                .filter(line -> line.endsWith("// poolscope: here"))
                .count();
        List<String> sites = tags(lines, "expect").stream()
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .filter(word -> word.startsWith("site="))
                .flatMap(word -> Arrays.stream(word.substring("site=".length()).split("\\|")))
                .distinct()
                .toList();

        assertThat(marks).isGreaterThanOrEqualTo(sites.size());
        assertThat(sites.isEmpty()).isEqualTo(marks == 0);
        assertThat(sites).allSatisfy(site -> {
            assertThat(site).startsWith(type.getSimpleName() + ".");
            String method = site.substring(site.indexOf('.') + 1);
            assertThat(type.getDeclaredMethods())
                    .anyMatch(declared -> declared.getName().equals(method));
        });
    }

    private static List<String> tags(List<String> lines, String tag) {
        String start = " * @" + tag + " ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static List<String> source(Class<?> type) throws IOException {
        return Files.readAllLines(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
