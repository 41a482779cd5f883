package io.poolscope.report.log;

import io.poolscope.report.Escape;
import io.poolscope.report.json.JsonWriter;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What poolscope says of itself: its start, options that it does not understand, what it cannot do. */
public final class Messages {
    private final LogSink sink;
    private final boolean json;
    private final Supplier<Instant> now;

    /**
     * Speaks to a sink.
     *
     * @param sink where to
     * @param json whether a line is a JSON object
     * @param now wall-clock time
     */
    public Messages(LogSink sink, boolean json, Supplier<Instant> now) {
        this.sink = sink;
        this.json = json;
        this.now = now;
    }

    /** Says one line; what is harmful in it is escaped here. */
    public void say(Level level, String text) {
        if (json) {
            JsonWriter line = new JsonWriter(false).object();
            line.text("time", now.get().toString())
                    .text("event", "message")
                    .text("level", word(level))
                    .text("message", text);
            sink.line(level, line.endObject().toString());
        } else {
            String prefix = level == Level.INFO
                    ? "poolscope "
                    : "poolscope " + word(level).toUpperCase(java.util.Locale.ROOT) + " ";
            sink.line(level, prefix + Escape.line(text));
        }
    }

    /** Where complaints go: warnings. */
    public Consumer<String> complaints() {
        return text -> say(Level.WARN, text);
    }

    private static String word(Level level) {
        return switch (level) {
            case INFO -> "info";
            case WARN -> "warning";
            case ERROR -> "error";
        };
    }
}
