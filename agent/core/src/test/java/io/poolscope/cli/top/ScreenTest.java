package io.poolscope.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScreenTest {
    private final FakeTerminal terminal = new FakeTerminal();
    private final FakeTarget target = new FakeTarget();
    private @Nullable CompletableFuture<@Nullable String> run;

    @TempDir
    private Path directory = Path.of("");

    private void start() {
        Screen screen = new Screen(terminal, Made.COLORS, () -> Samples.AT, new SavedLook(directory, ZoneOffset.UTC));
        run = CompletableFuture.supplyAsync(() -> {
            try {
                return screen.run(target, Duration.ofMillis(20));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private @Nullable String end() throws Exception {
        return java.util.Objects.requireNonNull(run).get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void quit() throws Exception {
        terminal.keys.add((int) 'q');
        if (run != null) {
            end();
        }
    }

    @Test
    void theLoopDrawsLooksKeysAndSizes() throws Exception {
        start();
        terminal.awaitOutput("> orders");
        terminal.keys.add((int) 'j');
        terminal.awaitOutput("> mails");
        terminal.size = Size.of(30, 10);
        terminal.resized.run();
        terminal.awaitOutput("\u001b[10;1H");
        terminal.keys.add((int) 'q');

        assertThat(end()).isNull();
        assertThat(terminal.closed).isTrue();
    }

    @Test
    void ctrlCQuits() throws Exception {
        start();
        terminal.keys.add(3);

        assertThat(end()).isNull();
        assertThat(terminal.closed).isTrue();
    }

    @Test
    void aTerminalThatIsGoneEndsIt() throws Exception {
        start();
        terminal.awaitOutput("> orders");
        terminal.keys.add(-1);

        end();
        assertThat(terminal.closed).isTrue();
    }

    @Test
    void aTargetThatEndsIsToldOnTheScreenAndAfterIt() throws Exception {
        start();
        terminal.awaitOutput("> orders");
        target.ended = true;
        terminal.awaitOutput("the JVM has ended");
        terminal.keys.add((int) 'q');

        assertThat(end()).isEqualTo("the JVM 4711 has ended; last look 2026-11-20T14:02:59.250Z");
    }

    @Test
    void troubleThatPassesIsToldUntilItIsOver() throws Exception {
        start();
        terminal.awaitOutput("> orders");
        target.trouble = "does not answer";
        terminal.awaitOutput("does not answer");
        terminal.written.setLength(0);
        target.trouble = null;
        terminal.awaitOutput("q quit");
    }

    @Test
    void aLookIsWrittenToAFileThatSaysWhichAndWhen() throws Exception {
        start();
        terminal.awaitOutput("> orders");
        terminal.keys.add((int) 'r');
        terminal.awaitOutput("written: ");
        terminal.keys.add((int) 'r');
        await().untilAsserted(() -> {
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files)
                        .extracting(file -> file.getFileName().toString())
                        .containsExactlyInAnyOrder(
                                "poolscope-4711-20261120-140259.json", "poolscope-4711-20261120-140259-2.json");
            }
        });
        assertThat(directory.resolve("poolscope-4711-20261120-140259.json"))
                .content()
                .contains("\"a\": 1");
    }

    @Test
    void afterASuspensionTheTerminalIsTakenOverAgain() {
        start();
        terminal.awaitOutput("> orders");
        terminal.written.setLength(0);
        terminal.continued.run();
        terminal.awaitOutput("taken over");
        terminal.awaitOutput("> orders");
    }

    private static final class FakeTarget implements Looks {
        private final Assessment assessment = Samples.rich();
        private volatile boolean ended;
        private volatile @Nullable String trouble;

        @Override
        public Look next() throws IOException {
            String now = ended ? "gone" : trouble;
            if (now != null) {
                throw new IOException(now);
            }
            return Made.look(assessment);
        }

        @Override
        public boolean ended() {
            return ended;
        }
    }

    private static final class FakeTerminal implements Screen.Device {
        private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
        private final StringBuffer written = new StringBuffer();
        private volatile Size size = Size.of(100, 30);
        private volatile boolean closed;
        private volatile Runnable resized = () -> {};
        private volatile Runnable continued = () -> {};

        private void awaitOutput(String text) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(written.toString()).contains(text));
        }

        @Override
        public void begin(Runnable onResize, Runnable onContinue) {
            resized = onResize;
            continued = onContinue;
        }

        @Override
        public void takeOver() {
            written.append("taken over");
        }

        @Override
        public Size size() {
            return size;
        }

        @Override
        public void write(String text) {
            written.append(text);
        }

        @Override
        public int read(long limitMs) throws IOException {
            try {
                Integer key = keys.poll(limitMs, TimeUnit.MILLISECONDS);
                return key == null ? EXPIRED : key;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
