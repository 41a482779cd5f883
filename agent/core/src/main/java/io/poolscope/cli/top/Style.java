package io.poolscope.cli.top;

import io.poolscope.report.Escape;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What the terminal can show.
 *
 * <p>Not safe for several threads.
 */
final class Style {
    private static final char ELLIPSIS = '…';

    private final boolean color;
    private final CharsetEncoder encoder;

    /**
     * A style.
     *
     * @param color whether colours are wanted
     * @param charset what the terminal reads
     */
    Style(boolean color, Charset charset) {
        this.color = color;
        this.encoder = charset.canEncode() ? charset.newEncoder() : StandardCharsets.US_ASCII.newEncoder();
    }

    boolean color() {
        return color;
    }

    /** What stands where a text was cut, one column wide. */
    String ellipsis() {
        return encoder.canEncode(ELLIPSIS) ? String.valueOf(ELLIPSIS) : "~";
    }

    /** Text that moves no cursor, and has no character that the terminal's character set lacks. */
    String safe(String text) {
        String escaped = Escape.line(text);
        if (encoder.canEncode(escaped)) {
            return escaped;
        }
        StringBuilder out = new StringBuilder(escaped.length() + 16);
        escaped.codePoints().forEach(c -> {
            if (c == ELLIPSIS) {
                out.append(ellipsis());
            } else if (encoder.canEncode(Character.toString(c))) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format("\\u%04x", c));
            }
        });
        return out.toString();
    }
}
