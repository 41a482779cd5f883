package io.poolscope.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of a process's output streams, copied to a file up to a limit; what comes later is read and dropped. */
final class Output {

    /** More than any sane run prints; a log flood must not fill the disk. */
    static final long LIMIT_BYTES = 4 << 20;

    private final Path file;
    private final Thread pump;
    private volatile long bytes;

    Output(InputStream from, Path file, String name) throws IOException {
        this.file = file;
        Files.createFile(file);
        this.pump = new Thread(() -> copy(from), name);
        pump.setDaemon(true);
        pump.start();
    }

    /** Everything kept so far. */
    String text() {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole lines so far. */
    List<String> lines() {
        String text = text();
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** How much the process wrote, dropped bytes included. */
    long bytes() {
        return bytes;
    }

    /** Waits for the end of the stream; children that inherited it may keep it open, hence the limit. */
    void drain() throws InterruptedException {
        pump.join(TimeUnit.SECONDS.toMillis(5));
    }

    private void copy(InputStream from) {
        byte[] buffer = new byte[8192];
        try (from;
                OutputStream to = Files.newOutputStream(file)) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                long room = LIMIT_BYTES - bytes;
                if (room > 0) {
                    to.write(buffer, 0, (int) Math.min(n, room));
                }
                bytes += n;
            }
        } catch (IOException e) {
            // The stream was closed under the reader, because the process was killed: there is no more to come.
            return;
        }
    }
}
