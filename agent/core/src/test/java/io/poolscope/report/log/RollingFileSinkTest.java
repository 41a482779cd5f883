package io.poolscope.report.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingFileSinkTest {
    @TempDir
    Path folder;

    /** A user id that nobody has here. */
    private static final int STRANGER = 54_321;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void keepsSoManyFilesOfSoManyBytesForTheOwnerOnly() throws IOException {
        Path file = folder.resolve("a b (1)/pool_scope.log");
        RollingFileSink sink = new RollingFileSink(file.toString().replace("pool_", "pool%"), 1000, complaints::add);
        for (int i = 0; i < 200; i++) {
            sink.finding(Level.WARN, String.format("%03d %s", i, "x".repeat(95)));
        }
        sink.close();
        assertThat(complaints).isEmpty();
        assertThat(sink.lost()).isZero();
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "pool_scope.log",
                            "pool_scope.log.1",
                            "pool_scope.log.2",
                            "pool_scope.log.3",
                            "pool_scope.log.4");
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path path : files.toList()) {
                assertThat(Files.size(path)).isLessThan(1200);
                if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rw-------");
                }
            }
        }
        List<String> kept = new ArrayList<>();
        for (String suffix : List.of(".4", ".3", ".2", ".1", "")) {
            kept.addAll(Files.readAllLines(Path.of(file + suffix)));
        }
        assertThat(kept).hasSizeGreaterThan(40);
        assertThat(kept.get(kept.size() - 1)).startsWith("199 ");
        for (int i = 1; i < kept.size(); i++) {
            int before = Integer.parseInt(kept.get(i - 1).substring(0, 3));
            assertThat(Integer.parseInt(kept.get(i).substring(0, 3)))
                    .as("no line is lost")
                    .isEqualTo(before + 1);
        }
    }

    @Test
    void aPathThatCannotBeWrittenIsOneComplaintAndCountedLines() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        RollingFileSink sink = new RollingFileSink(file.resolve("x.log").toString(), 1000, complaints::add);
        sink.line(Level.INFO, "lost");
        sink.close();
        assertThat(complaints).singleElement().asString().contains("cannot write log=file:", "give a path");
        assertThat(sink.lost()).isPositive();
    }

    private List<String> writtenThrough(Path link) {
        RollingFileSink sink = new RollingFileSink(link.toString(), 100_000, complaints::add);
        sink.line(Level.INFO, "a line");
        sink.close();
        return complaints;
    }

    @Test
    void aLinkOfTheSameOwnerServes() throws IOException {
        Path target = Files.writeString(folder.resolve("real.log"), "");
        Path link = Files.createSymbolicLink(folder.resolve("pools.log"), target);
        assertThat(writtenThrough(link)).isEmpty();
        assertThat(target).content().contains("a line");
    }

    @Test
    void aLinkOfSomebodyElseLeadsNowhere() throws IOException {
        assumeThat(System.getProperty("user.name")).as("may give files away").isEqualTo("root");
        Path victim = Files.writeString(folder.resolve("victims"), "untouched");
        Path link = Files.createSymbolicLink(folder.resolve("pools.log"), victim);
        Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
        assertThat(writtenThrough(link)).singleElement().asString().contains("no link of another user");
        assertThat(victim).hasContent("untouched");

        Files.delete(victim);
        assertThat(writtenThrough(link)).isNotEmpty();
        assertThat(victim).doesNotExist();
    }
}
