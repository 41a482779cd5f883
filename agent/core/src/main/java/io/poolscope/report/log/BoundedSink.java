package io.poolscope.report.log;

import java.util.function.LongSupplier;

/** Lets so many lines a second through and counts the rest: a log is no place for a flood. */
final class BoundedSink implements LogSink {
    private static final long SECOND = 1_000_000_000L;

    private final LogSink sink;
    private final int perSecond;
    private final LongSupplier nanos;
    private long second;
    private int lines;
    private long dropped;

    BoundedSink(LogSink sink, int perSecond, LongSupplier nanos) {
        this.sink = sink;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.second = nanos.getAsLong();
    }

    @Override
    public void line(Level level, String text) {
        if (pass(text)) {
            sink.line(level, text);
        }
    }

    @Override
    public void finding(Level level, String block) {
        if (pass(block)) {
            sink.finding(level, block);
        }
    }

    /** A block that is too long for what is left of the second is dropped whole; one alone always passes. */
    private synchronized boolean pass(String text) {
        long now = nanos.getAsLong();
        if (now - second >= SECOND) {
            second = now;
            lines = 0;
        }
        int more = 1 + (int) text.chars().filter(c -> c == '\n').count();
        if (lines > 0 && lines + more > perSecond) {
            dropped += more;
            return false;
        }
        lines += more;
        return true;
    }

    @Override
    public void look() {
        sink.look();
    }

    @Override
    public synchronized long lost() {
        return dropped + sink.lost();
    }

    @Override
    public void close() {
        sink.close();
    }
}
