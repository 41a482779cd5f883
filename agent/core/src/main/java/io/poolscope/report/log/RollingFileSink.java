package io.poolscope.report.log;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A file that rolls by size: {@code app.log}, {@code app.log.1} to {@code app.log.4}. Logback's appender does it, without
 * its logging API, its configuration or its service files.
 */
final class RollingFileSink implements LogSink {
    /** Size at which a file rolls, bytes: with {@link #OLD_FILES} never more than 50 MB. */
    static final long ROLL_AT = 10L * 1024 * 1024;
    /** Files kept besides the one written to. */
    static final int OLD_FILES = 4;

    private final AtomicLong failures = new AtomicLong();
    private final RollingFileAppender<String> appender = new OwnerOnlyAppender();

    /**
     * Opens the file, to append.
     *
     * @param path where; its folder is made if it is not there
     * @param rollAt bytes
     * @param complaints told if the file cannot be opened; lines are counted as lost then
     */
    RollingFileSink(String path, long rollAt, Consumer<String> complaints) {
        String file = path.replace('%', '_'); // logback's patterns know no way to write a percent sign
        ContextBase context = new ContextBase();
        context.getStatusManager().add(status -> {
            if (status.getEffectiveLevel() >= Status.WARN) {
                failures.incrementAndGet();
            }
        });
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLD_FILES);
        SizeBasedTriggeringPolicy<String> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(rollAt));
        // Every line is asked for: the question costs a read of a counter here, and lines are few.
        size.setCheckIncrement(ch.qos.logback.core.util.Duration.buildByMilliseconds(0));
        LineEncoder encoder = new LineEncoder();
        encoder.setContext(context);
        appender.setContext(context);
        appender.setName("poolscope");
        appender.setFile(file);
        appender.setEncoder(encoder);
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        encoder.start();
        rolling.start();
        size.start();
        appender.start();
        if (!appender.isStarted() || !Files.isWritable(Path.of(file))) {
            complaints.accept("cannot write log=file:" + path
                    + "; give a path that the JVM's user may write, and no link of another user");
        }
    }

    @Override
    public void line(Level level, String text) {
        if (appender.isStarted()) {
            appender.doAppend(text);
        } else {
            failures.incrementAndGet();
        }
    }

    @Override
    public long lost() {
        return failures.get();
    }

    @Override
    public void close() {
        appender.stop();
    }

    /** Makes each file readable by its owner alone before the first byte is in it. */
    private static final class OwnerOnlyAppender extends RollingFileAppender<String> {
        @Override
        public void openFile(String name) throws IOException {
            Path path = Path.of(name).toAbsolutePath();
            if (path.getParent() != null && !Files.isDirectory(path.getParent())) {
                Files.createDirectories(path.getParent());
            }
            refuseForeignLink(path);
            if (Files.notExists(path)
                    && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            super.openFile(name);
        }

        /**
         * Somebody who may make files beside the log could lead us into a file that is not his: a link serves only where
         * what it leads to belongs to the link's owner, or where root made it (as {@code fs.protected_symlinks} of Linux
         * has it for directories that all may write to).
         */
        private static void refuseForeignLink(Path path) throws IOException {
            if (!Files.isSymbolicLink(path)) {
                return;
            }
            UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
            Path end = path.resolveSibling(Files.readSymbolicLink(path));
            Path there = Files.exists(path) ? path.toRealPath() : end.getParent();
            if (!owner.getName().equals("root")
                    && (there == null || !Files.exists(there) || !owner.equals(Files.getOwner(there)))) {
                throw new IOException("is a symbolic link of " + owner.getName() + " to what is not theirs");
            }
        }
    }

    /** A line and a line separator, UTF-8. */
    private static final class LineEncoder extends EncoderBase<String> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(String line) {
            return (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
