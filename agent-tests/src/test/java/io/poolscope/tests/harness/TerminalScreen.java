package io.poolscope.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A terminal, as far as poolscope uses one: places the cursor, clears, does not wrap; colours and modes are read over. A
 * sequence that it does not know shows as text, so that a test sees it. Every character takes one column.
 */
final class TerminalScreen {
    private final StringBuilder pending = new StringBuilder();
    private int columns;
    private int rows;
    private char[][] cells;
    private int row;
    private int column;

    TerminalScreen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.cells = blank(columns, rows);
    }

    private static char[][] blank(int columns, int rows) {
        char[][] cells = new char[rows][columns];
        for (char[] line : cells) {
            Arrays.fill(line, ' ');
        }
        return cells;
    }

    synchronized void resize(int newColumns, int newRows) {
        columns = newColumns;
        rows = newRows;
        cells = blank(columns, rows);
        row = 0;
        column = 0;
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (char[] line : cells) {
            lines.add(new String(line).stripTrailing());
        }
        return lines;
    }

    synchronized void write(String text) {
        for (char c : text.toCharArray()) {
            if (pending.length() > 0) {
                pending.append(c);
                boolean control = pending.length() > 1 && pending.charAt(1) == '[';
                if (!control || pending.length() > 2 && c >= 0x40 && c <= 0x7e) {
                    sequence(pending.toString());
                    pending.setLength(0);
                }
            } else if (c == 0x1b) {
                pending.append(c);
            } else {
                plain(c);
            }
        }
    }

    private void plain(char c) {
        if (c == '\r') {
            column = 0;
        } else if (c == '\n') {
            if (row == rows - 1) {
                System.arraycopy(cells, 1, cells, 0, rows - 1);
                cells[row] = blank(columns, 1)[0];
            } else {
                row++;
            }
        } else {
            cells[row][Math.min(column, columns - 1)] = c;
            column = Math.min(column + 1, columns - 1);
        }
    }

    private void sequence(String sequence) {
        String body = sequence.substring(Math.min(2, sequence.length()));
        if (body.matches("\\?[0-9]+[hl]") || body.matches("[0-9;]*m")) {
            return;
        }
        if (body.matches("([0-9]+;[0-9]+)?H")) {
            String[] place = body.equals("H")
                    ? new String[] {"1", "1"}
                    : body.substring(0, body.length() - 1).split(";");
            row = Math.min(rows, Integer.parseInt(place[0])) - 1;
            column = Math.min(columns, Integer.parseInt(place[1])) - 1;
        } else if (body.equals("K")) {
            Arrays.fill(cells[row], column, columns, ' ');
        } else if (body.equals("2J")) {
            cells = blank(columns, rows);
        } else {
            sequence.chars().forEach(c -> plain(c == 0x1b ? '^' : (char) c));
        }
    }
}
