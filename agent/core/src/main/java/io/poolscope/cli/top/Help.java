package io.poolscope.cli.top;

import java.util.ArrayList;
import java.util.List;

/** The page that {@code ?} shows. */
final class Help {
    private static final String[][] TEXT = {
        {"Keys", ""},
        {"up down k j", "choose a pool; on a long page, a line"},
        {"PgUp PgDn", "a screen"},
        {"Home End g G", "the first (whichever it is) and the last"},
        {"Enter", "findings, chain, fix, sites and stacks of the pool"},
        {"Esc", "back; takes the filter away"},
        {"/", "show the pools with this in their name or type"},
        {"< >", "sort by the column to the left or right"},
        {"p", "pause: keep this look; p again goes on"},
        {"r", "write this look as a report file"},
        {"?", "this page"},
        {"q Ctrl-C", "quit"},
        {"", ""},
        {"Columns", ""},
        {"BUSY", "workers inside a task, of at most MAX"},
        {"BLOCKED", "those of them that wait for something"},
        {"QUEUE", "tasks that wait for a worker"},
        {"OLDEST", "how long the oldest of them has waited"},
        {"WAIT-P99", "99 of 100 tasks waited no longer in the queue"},
        {"RUN-P99", "99 of 100 tasks ran no longer"},
        {"REJ/S", "tasks refused a second; - where nobody counts"},
        {"VERDICT", "healthy, saturated, starved or deadlocked; worst first"},
    };
    private static final int KEYS = 14;

    private Help() {}

    static List<Line> lines(int width, Style style) {
        List<Line> lines = new ArrayList<>();
        for (String[] row : TEXT) {
            if (row[1].isEmpty()) {
                lines.add(Line.of(style, Role.STRONG, row[0]));
            } else {
                String text = Text.left("  " + row[0], KEYS + 2) + row[1];
                Text.wrap(text, Math.max(1, width)).forEach(part -> lines.add(Line.of(style, Role.PLAIN, part)));
            }
        }
        return lines;
    }
}
