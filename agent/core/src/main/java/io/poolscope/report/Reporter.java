package io.poolscope.report;

import io.poolscope.finding.Assessment;

/**
 * One way out. Called by poolscope's thread only, once a look (every second), and once more at exit or detach. May throw: the
 * caller counts the failure under the reporter's name and switches a reporter off that keeps failing.
 */
public interface Reporter {

    /** Stable name, for the counters of failures: {@code log}, {@code json}, {@code micrometer}. */
    String name();

    /**
     * Takes a look's result.
     *
     * @param assessment immutable
     */
    void report(Assessment assessment) throws Exception;

    /**
     * The last result, after the rules were evaluated once more at exit or detach.
     *
     * @param assessment immutable
     */
    default void last(Assessment assessment) throws Exception {
        report(assessment);
    }

    /** What it dropped to stay within its bounds, since it was made. */
    default long lost() {
        return 0;
    }

    /** CPU time of threads of its own so far, nanoseconds. */
    default long cpuNanos() {
        return 0;
    }

    /** Takes back everything that it put into the application or the file system, but for what it was asked to write. */
    void close() throws Exception;
}
