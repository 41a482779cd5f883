package io.poolscope.report.log;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.FindingEvent;
import io.poolscope.finding.Severity;
import io.poolscope.report.Reporter;
import io.poolscope.report.json.FindingJson;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.report.text.FindingText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells of a finding when it opens, rises, lasts and closes; between these it is silent. */
public final class LogReporter implements Reporter {
    private final LogSink sink;
    private final boolean json;
    private final FindingText text;
    private final Duration repeat;

    /**
     * Logs to a sink.
     *
     * @param sink where to; closed with this
     * @param json whether an event is one JSON object in one line
     * @param zone time zone of the reader
     * @param repeat time between two lines about a finding that stays open
     */
    public LogReporter(LogSink sink, boolean json, Supplier<ZoneId> zone, Duration repeat) {
        this.sink = sink;
        this.json = json;
        this.text = new FindingText(zone);
        this.repeat = repeat;
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void report(Assessment assessment) {
        Instant at = assessment.snapshot().at();
        for (FindingEvent event : assessment.events()) {
            Level level = switch (event.change()) {
                case CLOSED, FOLDED -> Level.INFO;
                default -> Level.of(event.finding().severity());
            };
            sink.finding(level, json ? object(event, at) : words(event, at));
        }
        sink.look();
    }

    private String words(FindingEvent event, Instant at) {
        Finding finding = event.finding();
        return switch (event.change()) {
            case OPENED, RAISED -> finding.severity() == Severity.INFO ? text.line(finding, at) : block(finding, at);
            case REPEATED -> text.repeated(finding, at);
            case CLOSED -> text.closed(finding, at);
            case FOLDED -> text.folded(finding, at);
        };
    }

    private String block(Finding finding, Instant at) {
        List<String> lines = new ArrayList<>(text.block(finding, at));
        lines.add("  id " + finding.id() + ", repeats are folded, next in " + repeat.toSeconds() + " s; accept it: "
                + text.acceptance(finding, at));
        return String.join("\n", lines);
    }

    private String object(FindingEvent event, Instant at) {
        JsonWriter out = new JsonWriter(false)
                .object()
                .text("time", at.toString())
                .text("event", event.change().name().toLowerCase(Locale.ROOT))
                .text("allow", text.acceptance(event.finding(), at).substring("allow=".length()));
        FindingJson.member(out, event.finding());
        return out.endObject().toString();
    }

    @Override
    public void close() {
        sink.close();
    }
}
