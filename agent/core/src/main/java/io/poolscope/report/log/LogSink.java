package io.poolscope.report.log;

/** Where lines go. Safe for use by several of poolscope's threads; throws nothing. */
public interface LogSink extends AutoCloseable {

    /**
     * A message of poolscope's own.
     *
     * @param level how loud
     * @param text one line, escaped, without a line feed at its end
     */
    void line(Level level, String text);

    /**
     * What is said of a finding.
     *
     * @param level how loud
     * @param block one or more lines, escaped, parted by line feeds
     */
    default void finding(Level level, String block) {
        line(level, block);
    }

    /** Called once a look by poolscope's thread: a time to write what had to wait. */
    default void look() {}

    /** Lines that were dropped, and writings that failed. */
    default long lost() {
        return 0;
    }

    @Override
    default void close() {}

    /** Says nothing. */
    LogSink NONE = (level, text) -> {};
}
