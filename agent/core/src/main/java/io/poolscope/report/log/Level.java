package io.poolscope.report.log;

import io.poolscope.finding.Severity;

/** How loud a line is; the names are those of SLF4J. */
public enum Level {
    INFO,
    WARN,
    ERROR;

    /** The level of a finding. */
    public static Level of(Severity severity) {
        return switch (severity) {
            case INFO -> INFO;
            case WARNING -> WARN;
            case CRITICAL -> ERROR;
        };
    }
}
