package io.poolscope.tests.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.Start;
import io.poolscope.tests.incident.Incidents;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/coverage.md} says what the tests of this package run, no more and no less. */
final class CoverageDocumentTest {

    /** Every class of this package with programs. */
    private static final List<Class<?>> TESTS = List.of(
            CoroutinesTest.class,
            ExecutorsTest.class,
            JdkPoolsTest.class,
            JettyTest.class,
            LibrariesTest.class,
            NettyTest.class,
            PekkoTest.class,
            ReactorTest.class,
            UndertowTest.class);

    /** What nobody can be ill with: nothing is concluded about it. */
    private static final List<Family> NEVER_SICK = List.of(Family.HOUSEKEEPING, Family.HOME_MADE);

    private static final String WRITE = "poolscope.write-coverage";

    @Test
    void theDocumentIsThatOfTheTests() throws IOException {
        Path document = Built.document("coverage.md");
        String generated = template().replace("@matrix@", matrix()).replace("@incidents@", Incidents.table());
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(document, generated);
        }
        assertThat(document).as("stale: run this test with -D%s=true", WRITE).hasContent(generated);
    }

    @Test
    void eachFamilyHasASickProgramAndAHealthyOne() {
        for (Family family : Family.values()) {
            assertThat(programs(family, true))
                    .as("healthy programs of " + family)
                    .isNotEmpty();
            if (!NEVER_SICK.contains(family)) {
                assertThat(programs(family, false))
                        .as("sick programs of " + family)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void noTestIsLeftOut() throws IOException {
        Path folder = Built.programClasses()
                .resolve(CoverageDocumentTest.class.getPackageName().replace('.', '/'));
        try (Stream<Path> classes = Files.list(folder)) {
            assertThat(classes.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Test.class")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    TESTS.stream().map(Class::getSimpleName),
                                    Stream.of(CoverageDocumentTest.class.getSimpleName()))
                            .map(name -> name + ".class")
                            .toList());
        }
    }

    private static String matrix() {
        StringBuilder rows =
                new StringBuilder("| family | run with | sick | healthy | ways to start |\n|---|---|---|---|---|\n");
        String starts = Arrays.stream(Start.values()).map(Start::words).collect(Collectors.joining(", "));
        for (Family family : Family.values()) {
            rows.append("| ").append(family.title);
            rows.append(" | ").append(family.versions());
            rows.append(" | ").append(names(programs(family, false)));
            rows.append(" | ").append(names(programs(family, true)));
            rows.append(" | ").append(starts).append(" |\n");
        }
        return rows.toString().stripTrailing();
    }

    private static String names(List<Method> programs) {
        return programs.isEmpty()
                ? "none"
                : programs.stream()
                        .map(each -> "`" + each.getName() + "` " + javas(each))
                        .collect(Collectors.joining(", "));
    }

    /** The versions that this project is tested on, not those of the machine at hand. */
    private static String javas(Method program) {
        SickProgram sick = program.getAnnotation(SickProgram.class);
        HealthyProgram healthy = program.getAnnotation(HealthyProgram.class);
        int from = sick != null ? sick.from() : Objects.requireNonNull(healthy).from();
        return from <= 17 ? "(17, 25)" : "(25)";
    }

    private static List<Method> programs(Family family, boolean healthy) {
        return TESTS.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> {
                    SickProgram sick = method.getAnnotation(SickProgram.class);
                    HealthyProgram well = method.getAnnotation(HealthyProgram.class);
                    return healthy ? well != null && well.value() == family : sick != null && sick.value() == family;
                })
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static String template() throws IOException {
        try (InputStream in = Objects.requireNonNull(CoverageDocumentTest.class.getResourceAsStream("/coverage.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
