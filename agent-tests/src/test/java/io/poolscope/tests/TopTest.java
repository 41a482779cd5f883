package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Pty;
import io.poolscope.tests.program.Deadlocks;
import io.poolscope.tests.program.HostileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

/** The live screen on a real pseudo-terminal, on a JVM that was started without poolscope. */
final class TopTest {
    private static final String ESCAPE = "\u001b";

    @BeforeAll
    static void needsATerminal() {
        assumeThat(Pty.obstacle()).as(Pty.obstacle()).isEmpty();
    }

    private static AgentJvm stuck(Jdk jdk, Class<?> program, String... arguments) {
        AgentJvm jvm =
                AgentJvm.on(jdk).program(program, arguments).withoutAgent().start();
        jvm.awaitLine("stuck");
        return jvm;
    }

    private static Pty top(Jdk jdk, AgentJvm jvm, Map<String, String> environment, int columns, int rows)
            throws Exception {
        return Pty.start(jdk, jvm.directory(), environment, columns, rows, "top", Long.toString(jvm.pid()));
    }

    @EachJdk
    void itShowsTheDeadlockObeysItsKeysAndLeavesTheTerminalAsItWas(Jdk jdk) throws Exception {
        try (AgentJvm jvm = stuck(jdk, Deadlocks.class, "three-outers");
                Pty pty = top(jdk, jvm, Map.of(), 110, 30)) {
            pty.until(() -> assertThat(pty.lines())
                    .anySatisfy(line -> assertThat(line).contains("pid " + jvm.pid(), Deadlocks.class.getName()))
                    .anySatisfy(line -> assertThat(line).startsWith("CRITICAL pool-deadlock (proved)"))
                    .anySatisfy(line -> assertThat(line).startsWith("> orders").endsWith("deadlocked"))
                    .anySatisfy(line -> assertThat(line).startsWith("100 %").contains("Deadlocks.java:")));
            pty.type("\r");
            pty.until(() -> assertThat(pty.lines()).contains("Chain", "Fix"));
            pty.type("\033[F");
            pty.until(() -> assertThat(pty.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("  at "))
                    .noneMatch(line -> line.equals("Chain")));
            pty.type("\033");
            pty.until(() -> assertThat(pty.lines()).anyMatch(line -> line.startsWith("> orders")));

            pty.resize(40, 12);
            pty.until(() -> assertThat(pty.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("> orders").endsWith("deadlocked"))
                    .last()
                    .asString()
                    .startsWith("q quit"));
            pty.type("/zz");
            pty.until(() -> assertThat(pty.lines()).contains("  no pool matches zz", "filter: zz_"));
            pty.type("\033");
            pty.until(() -> assertThat(pty.lines()).anyMatch(line -> line.startsWith("> orders")));
            pty.type("r");
            pty.until(() -> assertThat(reports(jvm.directory())).isEqualTo(1));

            pty.type("q");
            assertThat(pty.awaitEnd()).contains(" echo ", " icanon ", " isig ", " icrnl ");
            assertThat(pty.exit()).isZero();
            assertThat(pty.raw()).contains(ESCAPE + "[?1049h");
            assertThat(pty.raw().substring(pty.raw().lastIndexOf(ESCAPE + "[?1049h")))
                    .contains(ESCAPE + "[?25h", ESCAPE + "[?7h", ESCAPE + "[?1049l");
            assertThat(jvm.isAlive()).isTrue();
        }
    }

    private static long reports(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("poolscope-\\d+-\\d{8}-\\d{6}\\.json"))
                    .count();
        }
    }

    @EachJdk
    void itSaysThatTheTargetHasDiedAndKeepsTheLastLook(Jdk jdk) throws Exception {
        try (AgentJvm jvm = stuck(jdk, Deadlocks.class, "three-outers");
                Pty pty = top(jdk, jvm, Map.of("NO_COLOR", "1"), 80, 20)) {
            pty.until(() -> assertThat(pty.lines()).anyMatch(line -> line.startsWith("> orders")));
            jvm.signal("KILL");
            pty.until(() -> assertThat(pty.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("the JVM has ended"))
                    .anySatisfy(line -> assertThat(line).startsWith("> orders")));

            pty.type("\003");
            assertThat(pty.awaitEnd()).contains(" echo ", " icanon ");
            assertThat(pty.raw()).contains("poolscope: the JVM " + jvm.pid() + " has ended");
            assertThat(pty.raw()).as("colours").doesNotContainPattern(ESCAPE + "\\[[0-9;]*[34][0-9][;m]");
        }
    }

    @EachJdk
    void aKilledTopLeavesTheTerminalAsItWas(Jdk jdk) throws Exception {
        try (AgentJvm jvm = stuck(jdk, Deadlocks.class, "three-outers");
                Pty pty = top(jdk, jvm, Map.of(), 10, 5)) {
            pty.until(() -> assertThat(pty.lines()).anyMatch(line -> line.startsWith("> orders")));
            assertThat(pty.poolscope().destroy()).isTrue();

            assertThat(pty.awaitEnd()).contains(" echo ", " icanon ");
            assertThat(pty.raw().substring(pty.raw().lastIndexOf(ESCAPE + "[?1049h")))
                    .contains(ESCAPE + "[?25h", ESCAPE + "[?1049l");
        }
    }

    @EachJdk
    void hostileNamesDoNotReachATerminalWithoutUnicode(Jdk jdk) throws Exception {
        try (AgentJvm jvm = stuck(jdk, HostileNames.class);
                Pty pty = top(jdk, jvm, Map.of("LC_ALL", "C"), 100, 24)) {
            pty.until(() ->
                    assertThat(pty.lines()).anySatisfy(line -> assertThat(line).startsWith("> evil\\u001b[2J")));
            pty.type("\r");
            pty.until(() -> assertThat(pty.lines())
                    .contains("java.util.concurrent.ThreadPoolExecutor")
                    .anySatisfy(line -> assertThat(line).contains("HostileNames.java:")));
            pty.type("q");
            pty.awaitEnd();

            assertThat(pty.raw()).matches("(?s)[\\x00-\\x7f]*").doesNotContain("\u0007");
            assertThat(pty.raw().replaceAll(ESCAPE + "\\[[0-9;?]*[a-zA-Z]", "")).doesNotContain(ESCAPE);
        }
    }

    @EachJdk
    void aDumbTerminalGetsLines(Jdk jdk) throws Exception {
        try (AgentJvm jvm = stuck(jdk, Deadlocks.class, "three-outers");
                Pty pty = top(jdk, jvm, Map.of("TERM", "dumb"), 80, 24)) {
            pty.until(() -> assertThat(pty.raw().lines())
                    .anySatisfy(line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d orders .* deadlocked\\s*")));
            assertThat(pty.raw()).doesNotContain(ESCAPE);
            pty.type("\003");
            assertThat(pty.raw().lines().filter(line -> line.startsWith("TIME")))
                    .hasSize(1);
        }
    }
}
