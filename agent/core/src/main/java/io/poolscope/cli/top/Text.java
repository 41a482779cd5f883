package io.poolscope.cli.top;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text measured in columns of a terminal: a Han character takes two, a combining mark none. */
final class Text {
    private Text() {}

    /** Columns that a text takes. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int c) {
        return Math.max(0, WCWidth.wcwidth(c));
    }

    /**
     * The beginning of a text, with an ellipsis where it was cut.
     *
     * @param most columns; none if 0 or less
     */
    static String cut(String text, int most, String ellipsis) {
        if (width(text) <= most) {
            return text;
        }
        return most < 1 ? "" : head(text, most - 1) + ellipsis;
    }

    /** As much of the beginning as fits, with the combining marks of its last character. */
    private static String head(String text, int most) {
        return text.substring(0, end(text, most));
    }

    private static int end(String text, int most) {
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            used += width(c);
            if (used > most) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    /** Filled with blanks on the right. */
    static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** Filled with blanks on the left. */
    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /**
     * Breaks a text into lines, at blanks where there are some; later lines stand two columns further in than the first.
     *
     * @param most columns, at least 1
     */
    static List<String> wrap(String text, int most) {
        int indent = Math.min(most / 2, text.length() - text.stripLeading().length() + 2);
        List<String> lines = new ArrayList<>();
        String prefix = "";
        String rest = text;
        for (int fits = end(rest, most); fits < rest.length(); fits = end(rest, most - prefix.length())) {
            // A character wider than all there is must not be tried for ever.
            int hard = Math.max(Character.charCount(rest.codePointAt(0)), fits);
            int blank = rest.lastIndexOf(' ', hard);
            int at = blank > 0 && !rest.substring(0, blank).isBlank() ? blank : hard;
            lines.add(prefix + rest.substring(0, at));
            rest = rest.substring(at).stripLeading();
            prefix = " ".repeat(indent);
        }
        if (!rest.isEmpty() || lines.isEmpty()) {
            lines.add(prefix + rest);
        }
        return lines;
    }
}
