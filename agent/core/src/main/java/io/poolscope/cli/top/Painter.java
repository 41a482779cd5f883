package io.poolscope.cli.top;

import org.jspecify.annotations.Nullable;

/**
 * Makes of a frame what is sent to the terminal: only the rows that changed, each at its own place, so that nothing
 * flickers and a character of unexpected width disturbs no other row. Sequences of ECMA-48 and of xterm.
 */
final class Painter {
    /** Alternate screen, no wrapping at the right edge, no cursor. */
    static final String OPEN = "\u001b[?1049h\u001b[?7l\u001b[?25l\u001b[2J";

    private static final String RESET = "\u001b[0m";
    private static final String CLEAR_LINE = "\u001b[K";

    private final boolean color;
    private @Nullable Frame shown;

    Painter(boolean color) {
        this.color = color;
    }

    /** Takes {@link #OPEN} back; below the last row where a terminal has no alternate screen. */
    static String close(int rows) {
        return RESET + "\u001b[" + rows + ";1H\r\n\u001b[?25h\u001b[?7h\u001b[?1049l";
    }

    /** What is on the screen is not known any more. */
    void forget() {
        shown = null;
    }

    /** What turns the frame that was painted before into this one; empty where they are the same. */
    String paint(Frame frame) {
        StringBuilder out = new StringBuilder();
        Frame before = shown;
        boolean all = before == null || before.width() != frame.width() || before.height() != frame.height();
        if (all) {
            out.append(RESET).append("\u001b[H");
        }
        for (int row = 0; row < frame.height(); row++) {
            String now = row(frame, row);
            if (all || before == null || !now.equals(row(before, row))) {
                out.append("\u001b[").append(row + 1).append(";1H").append(now);
                if (columns(frame, row) < frame.width()) {
                    // Without wrapping, the cursor stands on the last column of a full row: this would erase it.
                    out.append(CLEAR_LINE);
                }
            }
        }
        shown = frame;
        return out.toString();
    }

    private static int columns(Frame frame, int row) {
        return row < frame.lines().size() ? Text.width(frame.lines().get(row).text()) : 0;
    }

    private String row(Frame frame, int row) {
        if (row >= frame.lines().size()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (Line.Span span : frame.lines().get(row).spans()) {
            String sgr = span.role().sgr(color);
            if (sgr.isEmpty()) {
                out.append(span.text());
            } else {
                out.append("\u001b[")
                        .append(sgr)
                        .append('m')
                        .append(span.text())
                        .append(RESET);
            }
        }
        return out.toString();
    }
}
