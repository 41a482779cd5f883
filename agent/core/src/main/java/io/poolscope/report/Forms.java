package io.poolscope.report;

import io.poolscope.finding.Assessment;
import io.poolscope.report.html.HtmlReport;
import io.poolscope.report.json.JsonReport;
import io.poolscope.report.stacks.CollapsedReport;
import io.poolscope.report.stacks.SpeedscopeReport;
import io.poolscope.report.text.TextReport;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a report file can be, by its ending. */
public final class Forms {
    /** The endings, as they are told to people. */
    public static final String ENDINGS = ".json, .html, .txt, .collapsed or .speedscope.json";

    private Forms() {}

    /**
     * What makes the content of a file.
     *
     * @param file its name or path
     * @param version version of poolscope
     * @param zone the reader's time zone
     * @return null where the ending is none of {@link #ENDINGS}
     */
    public static @Nullable Function<Assessment, String> of(String file, String version, Supplier<ZoneId> zone) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".speedscope.json")) {
            return new SpeedscopeReport(version)::document;
        }
        if (name.endsWith(".json")) {
            return new JsonReport(version)::document;
        }
        if (name.endsWith(".html")) {
            return new HtmlReport(version, zone)::document;
        }
        if (name.endsWith(".txt")) {
            return new TextReport(version, zone)::document;
        }
        return name.endsWith(".collapsed") ? CollapsedReport::document : null;
    }
}
