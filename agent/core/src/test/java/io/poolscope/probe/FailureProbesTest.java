package io.poolscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures count as read, on the real JDK classes: on the JDK of the build, and on 25. */
class FailureProbesTest {
    @TempDir
    Path dir;

    static List<Path> javaHomes() {
        return ForkedJvm.javaHomes();
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void everyWayToReadAFailureIsSeen(Path home) throws Exception {
        List<String> lines = ForkedJvm.run(home, dir, "", List.of(), FailuresMain.class);
        assertThat(lines)
                .contains("ok tasks", "ok chains", "ok handlers", "ok several sources", "ok races", "ok handed on");
    }
}
