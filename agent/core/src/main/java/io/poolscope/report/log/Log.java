package io.poolscope.report.log;

import io.poolscope.report.ReportSettings;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;

/**
 * poolscope's log: one sink for its own messages and for findings.
 *
 * @param sink where lines go; closed by the log's reporter
 * @param messages says what poolscope has to say of itself
 */
public record Log(LogSink sink, Messages messages) {
    /** Lines in a second, at most: enough for every finding to open at once in twenty pools. */
    private static final int LINES_PER_SECOND = 200;

    private static final String FILE = "file:";

    /** Opens the sink that the settings name; one that they do not name rightly is standard error. */
    public static Log open(ReportSettings settings) {
        LogSink stderr = StreamSink.stderr();
        LogSink sink = switch (settings.log()) {
            case "stderr" -> stderr;
            case "none" -> LogSink.NONE;
            case "application" -> application(settings, stderr);
            default -> settings.log().startsWith(FILE) ? file(settings, stderr) : stderr;
        };
        LogSink bounded = new BoundedSink(sink, LINES_PER_SECOND, settings.nanos());
        return new Log(bounded, new Messages(bounded, settings.logJson(), settings.now()));
    }

    private static LogSink application(ReportSettings settings, LogSink stderr) {
        LibraryWatch watch =
                new LibraryWatch("org.slf4j.LoggerFactory", settings.instrumentation(), settings.initialised(), true);
        return new ApplicationSink(watch, new Bridges(settings.bridgeClasses()), stderr);
    }

    private static LogSink file(ReportSettings settings, LogSink stderr) {
        String path = settings.log().substring(FILE.length());
        Messages fallback = new Messages(stderr, settings.logJson(), settings.now());
        return new RollingFileSink(path, RollingFileSink.ROLL_AT, fallback.complaints());
    }
}
