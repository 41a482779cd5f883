package io.poolscope.report.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * Writes each block with one call, so that other writers do not part it. A stream that is closed or full costs lines, no
 * exception.
 */
final class StreamSink implements LogSink {
    private final OutputStream out;
    private final Charset charset;
    private long lost;

    StreamSink(OutputStream out, Charset charset) {
        this.out = out;
        this.charset = charset;
    }

    /**
     * Standard error by its descriptor. {@code System.err} may be replaced by the application, and its lock may be held by
     * a thread that is stuck.
     */
    static StreamSink stderr() {
        return new StreamSink(new FileOutputStream(FileDescriptor.err), stderrCharset());
    }

    /** Property of JDK 19 and later, or the unofficial one before it. */
    private static Charset stderrCharset() {
        String name = System.getProperty("stderr.encoding", System.getProperty("sun.stderr.encoding"));
        try {
            return name == null
                    ? Charset.forName(System.getProperty("native.encoding", "UTF-8"))
                    : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    @Override
    public synchronized void line(Level level, String text) {
        try {
            out.write((text + System.lineSeparator()).getBytes(charset));
            out.flush();
        } catch (IOException e) {
            lost++;
        }
    }

    @Override
    public synchronized long lost() {
        return lost;
    }
}
