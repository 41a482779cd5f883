package io.poolscope.report;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that comes from the application (names of threads, pools and classes, messages) fit for a terminal, a log
 * line or a meter's tag. What could move a cursor, start a line, turn the direction of writing or break an encoder is
 * written as {@code \}{@code u001b}; what is too long is cut and ends in an ellipsis.
 */
public final class Escape {
    /** Names of threads, pools and tags, in chars: longer ones were not made for people. */
    public static final int NAME = 200;
    /** Class names, in chars: generated ones are long. */
    public static final int CLASS_NAME = 300;
    /** A line of text that has names in it, in chars. */
    public static final int LINE = 2000;

    private Escape() {}

    /** A name of a thread or a pool. */
    public static String name(String name) {
        return cut(name, NAME);
    }

    /** A class name. */
    public static String className(String name) {
        return cut(name, CLASS_NAME);
    }

    /** A line of text. */
    public static String line(String line) {
        return cut(line, LINE);
    }

    /**
     * Escapes and cuts.
     *
     * @param text any text
     * @param most chars of the result, at least 1
     */
    public static String cut(String text, int most) {
        StringBuilder out = null;
        int length = text.length();
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            int chars = Character.charCount(c);
            String safe = harmful(c) ? String.format("\\u%04x", c) : null;
            int now = out == null ? i : out.length();
            int needed = safe == null ? chars : safe.length();
            boolean lastOne = i + chars >= length;
            if (now + needed > (lastOne ? most : most - 1)) {
                return (out == null ? text.substring(0, i) : out.toString()) + "…";
            }
            if (safe != null && out == null) {
                out = new StringBuilder(length + 16).append(text, 0, i);
            }
            if (out != null) {
                if (safe != null) {
                    out.append(safe);
                } else {
                    out.appendCodePoint(c);
                }
            }
            i += chars;
        }
        return out == null ? text : out.toString();
    }

    /** As {@link #name}, but null stays null. */
    public static @Nullable String nameOrNull(@Nullable String name) {
        return name == null ? null : name(name);
    }

    /**
     * Whether a code point must not be written as it is: C0 and C1 controls, line and paragraph separators, controls of
     * the direction of writing (Unicode Bidi_Control), surrogates that stand alone.
     */
    public static boolean harmful(int c) {
        return c < 0x20
                || (c >= 0x7f && c <= 0x9f)
                || c == 0x61c
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xd800 && c <= 0xdfff);
    }
}
