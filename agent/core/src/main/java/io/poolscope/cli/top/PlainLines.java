package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.report.Escape;
import io.poolscope.report.text.Words;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code top} where there is no terminal to draw on: lines for a file, a pipe or a person, one block for each look, the
 * time in front of each line; or one document a line.
 */
final class PlainLines {
    private static final int NAME = 30;
    private static final int CELL = 8;
    /** Between the tokens of a document; within its strings there are none. */
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]+[ \\t]*");

    private final PrintStream out;
    private final boolean json;
    private final ZoneId zone;
    private final Style style;
    private final Model model = new Model(Instant.EPOCH);
    private @Nullable Instant last;

    /**
     * Lines.
     *
     * @param json whether the report documents are wanted instead
     */
    PlainLines(PrintStream out, boolean json, ZoneId zone, Style style) {
        this.out = out;
        this.json = json;
        this.zone = zone;
        this.style = style;
    }

    /**
     * Writes one look after the other.
     *
     * @param most how many; 0 for no limit
     * @return how many there were
     */
    long run(Looks looks, Duration interval, long most) throws IOException, InterruptedException {
        long written = 0;
        while (!out.checkError()) {
            @Nullable Look look;
            try {
                look = looks.next();
            } catch (IOException e) {
                if (looks.ended()) {
                    return written;
                }
                throw e;
            }
            if (look != null && write(look)) {
                written++;
            }
            if (written == most && most > 0) {
                break;
            }
            Thread.sleep(Math.min(interval.toMillis(), written > 0 ? Long.MAX_VALUE : Looks.EAGER.toMillis()));
        }
        return written;
    }

    /** False where it was written before. */
    private boolean write(Look look) {
        Snapshot snapshot = look.assessment().snapshot();
        if (snapshot.at().equals(last)) {
            return false;
        }
        if (json) {
            say(LINE_BREAKS.matcher(look.document()).replaceAll(""));
        } else {
            model.take(look);
            model.at(snapshot.at());
            if (last == null) {
                heading(snapshot);
            }
            block(look.assessment());
        }
        last = snapshot.at();
        return true;
    }

    private void heading(Snapshot snapshot) {
        say(new Header(model, style).target(snapshot).text());
        List<String> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            cells.add(pad(column, column.heading()));
        }
        say(Text.left("TIME", 8) + " " + String.join(" ", cells).stripTrailing());
    }

    private void block(Assessment assessment) {
        Instant at = assessment.snapshot().at();
        String time = Words.time(at, at, zone);
        List<Finding> open = Header.open(assessment);
        if (open.isEmpty()) {
            say(time + " "
                    + new Header(model, style)
                            .verdict(assessment, Integer.MAX_VALUE, 1)
                            .get(0)
                            .text());
        }
        open.forEach(finding -> say(time + " " + style.safe(Header.sentence(finding, at))));
        for (PoolSnapshot pool : model.rows()) {
            List<String> cells = new ArrayList<>();
            for (Column column : Column.values()) {
                cells.add(pad(column, style.safe(Escape.name(column.cell(model, pool)))));
            }
            say(time + " " + String.join(" ", cells).stripTrailing());
        }
    }

    private static String pad(Column column, String text) {
        return switch (column) {
            case POOL -> Text.left(text, NAME);
            case TYPE -> Text.left(text, 17);
            case VERDICT -> text;
            default -> Text.right(text, CELL);
        };
    }

    private void say(String line) {
        out.print(line + "\n");
        out.flush();
    }
}
