package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JDKs of a machine the tests run on. */
final class JdksTest {

    @TempDir
    Path places;

    @Test
    void findsTheJdkOfThisBuild() {
        assertThat(Jdks.all())
                .extracting(Jdk::feature)
                .contains(Runtime.version().feature())
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(feature -> feature >= 17);
    }

    @Test
    void keepsTheFirstOfEachVersionButPrefersOneThatCompiles() throws IOException {
        Path jre = jdk("jre-21", "21.0.2", "java");
        Path full = jdk("jdk-21", "21.0.1", "java", "javac");
        Path late = jdk("other-21", "21.0.9", "java", "javac");
        Path old = jdk("jdk-11", "11.0.20", "java", "javac");
        Path empty = Files.createDirectory(places.resolve("empty"));
        Path link = Files.createSymbolicLink(places.resolve("link"), full);

        List<Jdk> found = Jdks.oneOfEachVersion(List.of(empty, old, jre, link, full, late));

        assertThat(found).containsExactly(new Jdk(21, "21.0.1", full.toRealPath()));
    }

    @Test
    void passesByADirectoryWithoutARelease() throws IOException {
        Path broken = jdk("broken", "22", "java");
        Files.delete(broken.resolve("release"));

        assertThat(Jdks.oneOfEachVersion(List.of(broken))).isEmpty();
    }

    private Path jdk(String name, String version, String... tools) throws IOException {
        Path home = Files.createDirectory(places.resolve(name));
        Files.createDirectory(home.resolve("bin"));
        for (String tool : tools) {
            assertThat(Files.createFile(home.resolve("bin").resolve(tool))
                            .toFile()
                            .setExecutable(true))
                    .isTrue();
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
