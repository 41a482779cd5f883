package io.poolscope.cli.top;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys of what a terminal sends: characters, and the sequences of ECMA-48 and DEC terminals ({@code CSI A},
 * {@code SS3 A}, {@code CSI 5 ~}).
 */
final class KeyReader {
    /** A terminal sends a sequence in one piece; a person who presses Esc sends nothing behind it. Milliseconds. */
    private static final long SEQUENCE_MS = 60;

    private static final int ESC = 0x1b;
    private static final int LONGEST_SEQUENCE = 32;
    private static final Map<String, Key.Name> SEQUENCES = Map.ofEntries(
            Map.entry("A", Key.Name.UP),
            Map.entry("B", Key.Name.DOWN),
            Map.entry("C", Key.Name.RIGHT),
            Map.entry("D", Key.Name.LEFT),
            Map.entry("H", Key.Name.HOME),
            Map.entry("F", Key.Name.END),
            Map.entry("M", Key.Name.ENTER),
            Map.entry("1~", Key.Name.HOME),
            Map.entry("7~", Key.Name.HOME),
            Map.entry("4~", Key.Name.END),
            Map.entry("8~", Key.Name.END),
            Map.entry("5~", Key.Name.PAGE_UP),
            Map.entry("6~", Key.Name.PAGE_DOWN));

    private final Source source;

    /** Where characters come from. */
    interface Source {
        /** What {@link #read} gives when the time is over. */
        int EXPIRED = -2;

        /**
         * The next char, {@link #EXPIRED}, or -1 at the end.
         *
         * @param limitMs how long to wait; 0 for ever
         */
        int read(long limitMs) throws IOException;
    }

    KeyReader(Source source) {
        this.source = source;
    }

    /** Waits for a key; null at the end of the input. */
    @Nullable
    Key read() throws IOException {
        int c = source.read(0);
        return c < 0 ? null : key(c);
    }

    private Key key(int c) throws IOException {
        return switch (c) {
            case ESC -> escape();
            case '\r', '\n' -> Key.of(Key.Name.ENTER);
            case 0x7f, '\b' -> Key.of(Key.Name.BACKSPACE);
            case 0x03 -> Key.of(Key.Name.INTERRUPT);
            case 0x0c -> Key.of(Key.Name.REDRAW);
            case 0x15 -> Key.of(Key.Name.CLEAR);
            default -> c < ' ' ? Key.of(Key.Name.OTHER) : Key.typed(codePoint((char) c));
        };
    }

    private int codePoint(char first) throws IOException {
        if (!Character.isHighSurrogate(first)) {
            return first;
        }
        int second = source.read(SEQUENCE_MS);
        return second > 0 && Character.isLowSurrogate((char) second)
                ? Character.toCodePoint(first, (char) second)
                : first;
    }

    private Key escape() throws IOException {
        int c = source.read(SEQUENCE_MS);
        if (c == 'O') {
            int last = source.read(SEQUENCE_MS);
            return sequence(last < 0 ? "" : Character.toString(last));
        }
        if (c == '[') {
            return sequence(control());
        }
        // Nothing behind it, or Alt with another key.
        return Key.of(c < 0 || c == ESC ? Key.Name.ESCAPE : Key.Name.OTHER);
    }

    /** The rest of a control sequence up to its final byte, without a modifier behind a semicolon. */
    private String control() throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.length() < LONGEST_SEQUENCE) {
            int c = source.read(SEQUENCE_MS);
            if (c < 0) {
                return "";
            }
            read.append((char) c);
            if (c >= 0x40 && c <= 0x7e) {
                break;
            }
        }
        return read.toString().replaceFirst(";[0-9;]*", "").replaceFirst("^1(?=[A-Z])", "");
    }

    private static Key sequence(String rest) {
        return Key.of(SEQUENCES.getOrDefault(rest, Key.Name.OTHER));
    }
}
