package io.poolscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The probes on the real JDK classes, each time in a JVM of its own: on the JDK of the build, and on 25. */
class ForkedProbesTest {
    @TempDir
    Path dir;

    static List<Path> javaHomes() {
        return ForkedJvm.javaHomes();
    }

    static Stream<Arguments> javaHomesAndFlags() {
        return javaHomes().stream()
                .flatMap(home -> Stream.of(
                                List.of(
                                        "-XX:+UnlockDiagnosticVMOptions",
                                        "-XX:+BytecodeVerificationLocal",
                                        "-XX:+BytecodeVerificationRemote"),
                                List.of("-Xint"),
                                List.of("-XX:+UseZGC"),
                                List.of("-Xcheck:jni"))
                        .map(flags -> Arguments.of(home, flags)));
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void everyProbeTellsTheTruth(Path home) throws Exception {
        List<String> lines = ForkedJvm.run(home, dir, "", List.of(), FactsMain.class);
        assertThat(lines).contains("ok future waits", "ok creation and submission");
        // Nothing but this and the stack of the worker that dies on purpose: poolscope prints nothing here.
        assertThat(lines).noneMatch(line -> line.contains("WARNING") || line.contains("poolscope-"));
    }

    @ParameterizedTest
    @MethodSource("javaHomesAndFlags")
    void holdsUnderOtherFlags(Path home, List<String> flags) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "", flags, FactsMain.class)).contains("ok creation and submission");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void leavesTheCommonPoolToTheApplication(Path home) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "", List.of(), CommonPoolMain.class))
                .containsExactly("ok");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void detachGivesEveryClassItsCodeBack(Path home) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "none", List.of(), DetachMain.class))
                .contains("ok");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void timesEveryTask(Path home) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "timing", List.of(), TimingMain.class))
                .containsExactly("ok");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void countsObjectWaits(Path home) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "+object-wait", List.of(), ObjectWaitMain.class))
                .containsExactly("ok");
        assertThat(ForkedJvm.run(
                        home,
                        dir,
                        "+object-wait",
                        List.of(
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:+BytecodeVerificationLocal",
                                "-XX:+BytecodeVerificationRemote"),
                        ObjectWaitMain.class))
                .containsExactly("ok");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void virtualThreadsGoOn(Path home) throws Exception {
        List<String> expected = home.equals(Path.of(System.getProperty("java.home")))
                        && Runtime.version().feature() < 21
                ? List.of("no virtual threads here")
                : List.of("ok");
        assertThat(ForkedJvm.run(
                        home,
                        dir,
                        "+object-wait",
                        List.of("-Djdk.virtualThreadScheduler.parallelism=1"),
                        VirtualMain.class))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void optionsSwitchProbes(Path home) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "-task:-submit-site:+nonsense", List.of(), OptionsMain.class, "minus"))
                .containsExactly("ok");
        assertThat(ForkedJvm.run(home, dir, "off", List.of(), OptionsMain.class, "off"))
                .containsExactly("ok");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void whatDoesNotFitLeavesTheRestAlone(Path home) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "none", List.of(), BrokenMain.class))
                .containsExactly("ok");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void comesAndGoesUnderLoad(Path home) throws Exception {
        assertThat(ForkedJvm.run(home, dir, "none", List.of(), LateMain.class)).containsExactly("ok");
    }
}
