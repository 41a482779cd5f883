package io.poolscope.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileReporterTest {
    @TempDir
    Path folder;

    private long now;
    private int written;
    private final List<String> complaints = new ArrayList<>();

    private FileReporter reporter(String pattern) {
        return new FileReporter(
                pattern, Duration.ofSeconds(10), assessment -> "report " + ++written, complaints::add, () -> now);
    }

    @Test
    void writesAtOnceThenEveryIntervalAndWhenAFindingOpens() throws IOException {
        Path file = folder.resolve("run.json");
        FileReporter reporter = reporter(file.toString());
        reporter.report(Samples.empty());
        assertThat(file).hasContent("report 1");
        now += Duration.ofSeconds(9).toNanos();
        reporter.report(Samples.empty());
        assertThat(written).isEqualTo(1);
        reporter.report(Samples.rich());
        assertThat(file).hasContent("report 2");
        now += Duration.ofSeconds(10).toNanos();
        reporter.report(Samples.empty());
        assertThat(file).hasContent("report 3");
        reporter.last(Samples.empty());
        assertThat(file).hasContent("report 4");
        assertThat(complaints).isEmpty();
    }

    @Test
    void makesTheFolderAndKeepsOthersOut() throws IOException {
        reporter(folder.resolve("new/run.json").toString()).last(Samples.empty());
        Path file = folder.resolve("new/run.json");
        assertThat(file).exists();
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysOnceWhatIsWrongAndGoesOnTrying() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        FileReporter reporter = reporter(file.resolve("run.json").toString());
        for (int i = 0; i < 5; i++) {
            reporter.report(Samples.empty());
            now += Duration.ofSeconds(10).toNanos();
        }
        assertThat(complaints).singleElement().asString().contains("cannot write report=", "give a path", "every 10 s");
        Files.delete(file);
        reporter.report(Samples.empty());
        assertThat(file.resolve("run.json")).exists();
        assertThat(complaints).hasSize(1);
    }

    @Test
    void aFolderInThePlaceOfTheFileIsAComplaintAndNothingIsLeftBehind() throws IOException {
        Files.createDirectories(folder.resolve("run.json/in"));
        reporter(folder.resolve("run.json").toString()).last(Samples.empty());
        reporter("bad\0name.json").last(Samples.empty());
        assertThat(complaints).hasSize(2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    @Timeout(60)
    void aReaderNeverSeesHalfAFile() throws Exception {
        Path file = folder.resolve("run.txt");
        String one = "1".repeat(300_000);
        String two = "2".repeat(200_000);
        AtomicFile.write(file, one);
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> torn = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                try {
                    String content = Files.readString(file);
                    if (!content.equals(one) && !content.equals(two)) {
                        torn.set("length " + content.length());
                    }
                } catch (IOException e) {
                    torn.set(e.toString());
                }
            }
        });
        reader.start();
        for (int i = 0; i < 200; i++) {
            AtomicFile.write(file, i % 2 == 0 ? two : one);
        }
        done.set(true);
        reader.join();
        assertThat(torn.get()).isNull();
    }
}
