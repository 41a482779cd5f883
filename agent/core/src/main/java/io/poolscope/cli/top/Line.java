package io.poolscope.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One row of the screen. Whatever is added is made safe first: there is no other way into a frame. */
final class Line {
    private final Style style;
    private final List<Span> spans = new ArrayList<>();

    /**
     * A piece of a row.
     *
     * @param text safe for the terminal
     * @param role what it is
     */
    record Span(String text, Role role) {}

    Line(Style style) {
        this.style = style;
    }

    /** A row of one piece. */
    static Line of(Style style, Role role, String text) {
        return new Line(style).add(role, text);
    }

    /** Adds a piece on the right. */
    Line add(Role role, String text) {
        String safe = style.safe(text);
        if (!safe.isEmpty()) {
            spans.add(new Span(safe, role));
        }
        return this;
    }

    /** Adds a piece on the right, two blanks before it if it is not the first. */
    Line also(Role role, String text) {
        return (spans.isEmpty() ? this : add(Role.PLAIN, "  ")).add(role, text);
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    String text() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }

    /** The same in one role, filled up with blanks. */
    Line all(Role role, int width) {
        return of(style, role, Text.left(text(), width));
    }

    /** No wider than so many columns, with an ellipsis where it was cut. */
    Line cut(int width) {
        if (Text.width(text()) <= width) {
            return this;
        }
        Line shorter = new Line(style);
        int room = width;
        for (Span span : spans) {
            int needed = Text.width(span.text());
            boolean last = needed >= room;
            // The ellipsis stands for all that follows, also where this piece would just fit.
            String part = last ? Text.cut(span.text() + "  ", room, style.ellipsis()) : span.text();
            shorter.spans.add(new Span(part, span.role()));
            room -= needed;
            if (last) {
                break;
            }
        }
        return shorter;
    }
}
