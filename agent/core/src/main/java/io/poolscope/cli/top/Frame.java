package io.poolscope.cli.top;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the whole screen shows.
 *
 * @param width columns
 * @param height rows
 * @param lines at most {@code height}, none wider than {@code width}
 */
record Frame(int width, int height, List<Line> lines) {

    /** Cuts what would not fit. */
    static Frame of(int width, int height, List<Line> lines) {
        return new Frame(
                width,
                height,
                lines.stream().limit(height).map(line -> line.cut(width)).toList());
    }

    /** As text without colours, a line feed behind each row. */
    String text() {
        return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }
}
