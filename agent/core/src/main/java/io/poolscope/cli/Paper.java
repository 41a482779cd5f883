package io.poolscope.cli;

import io.poolscope.report.Escape;
import java.util.Locale;
import java.util.Map;

/**
 * What text is written on: how wide it is, and what it can show. Text is escaped, since names in it come from the
 * application, and then broken at blanks; a word longer than the line stays whole, so that it can be copied.
 *
 * @param width columns
 * @param colour whether escape sequences for colours are understood and wanted
 * @param unicode whether more than ASCII can be shown
 */
record Paper(int width, boolean colour, boolean unicode) {
    /** Columns where nobody says how many there are. */
    static final int WIDTH = 80;
    /** Fewer cannot be read and more are not. */
    private static final int NARROWEST = 40;

    private static final int WIDEST = 200;

    /** Colours by what they mean: red, yellow, green, bold, as SGR parameters. */
    enum Tone {
        BAD("1;31"),
        DOUBTFUL("33"),
        GOOD("32"),
        STRONG("1");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /**
     * What standard output is.
     *
     * @param environment {@code NO_COLOR}, {@code COLUMNS}, {@code TERM} and the locale
     * @param terminal whether standard output is one
     * @param noColor whether colours were refused by an option
     */
    static Paper of(Map<String, String> environment, boolean terminal, boolean noColor) {
        boolean colour = terminal
                && !noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        int width = WIDTH;
        try {
            width = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
        } catch (NumberFormatException none) {
            width = WIDTH;
        }
        return new Paper(Math.max(NARROWEST, Math.min(WIDEST, width)), colour, utf8(environment));
    }

    /** By the locale's first variable that is set, as in setlocale(3). */
    private static boolean utf8(Map<String, String> environment) {
        for (String key : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(key, "");
            if (!value.isEmpty()) {
                return value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
            }
        }
        return false;
    }

    /** The sign of what holds. */
    String tick() {
        return tone(Tone.GOOD, unicode ? "✓" : "ok  ");
    }

    /** The sign of what does not hold. */
    String cross() {
        return tone(Tone.BAD, unicode ? "✗" : "FAIL");
    }

    /** The sign of what could not be told. */
    String blank() {
        return tone(Tone.DOUBTFUL, unicode ? "?" : "?   ");
    }

    /** Coloured where colours are allowed. The text must be safe already. */
    String tone(Tone tone, String safe) {
        return colour ? "\u001b[" + tone.code + "m" + safe + "\u001b[0m" : safe;
    }

    /** Escaped, cut, and without what the paper cannot show. */
    String safe(String text) {
        String line = Escape.line(text);
        if (unicode || line.chars().allMatch(c -> c < 0x7f)) {
            return line;
        }
        StringBuilder out = new StringBuilder();
        line.codePoints().forEach(c -> {
            if (c < 0x7f) {
                out.appendCodePoint(c);
            } else {
                out.append(c == '…' ? "..." : String.format("\\u%04x", c));
            }
        });
        return out.toString();
    }

    /** One paragraph, with a line feed at its end. */
    void put(StringBuilder out, String indent, String text) {
        put(out, indent, indent, text);
    }

    /**
     * One paragraph.
     *
     * @param first what the first line begins with, may be coloured
     * @param hang what each other line begins with
     * @param text unsafe text
     */
    void put(StringBuilder out, String first, String hang, String text) {
        String rest = safe(text).stripTrailing();
        String begin = first;
        while (true) {
            int room = Math.max(20, width - hang.length());
            int end = rest.length() <= room ? rest.length() : rest.lastIndexOf(' ', room);
            if (end <= 0) {
                int next = rest.indexOf(' ', room);
                end = next < 0 ? rest.length() : next;
            }
            out.append(begin).append(rest, 0, end).append('\n');
            rest = rest.substring(end).stripLeading();
            if (rest.isEmpty()) {
                return;
            }
            begin = hang;
        }
    }
}
