package io.poolscope.cli.top;

import io.poolscope.finding.PoolVerdict;
import io.poolscope.report.Order;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of pools: as many columns as there is room for, the important ones first. */
final class Table {
    /** Columns that a name of a pool gets at least, where there is one that long. */
    private static final int NAME_LEAST = 12;
    /** Columns that a name gets at most: it is told apart long before. */
    private static final int NAME_MOST = 48;
    /** The mark of the chosen row and a blank. */
    private static final int MARK = 2;

    private final Model model;
    private final Style style;
    private final int width;
    private final List<PoolSnapshot> rows;
    private final boolean causes;
    private final Map<Column, Integer> natural = new EnumMap<>(Column.class);
    private final int verdictAlone;
    private final Map<Column, Integer> widths = new EnumMap<>(Column.class);

    Table(Model model, List<PoolSnapshot> rows, int width, Style style) {
        this.model = model;
        this.style = style;
        this.width = width;
        this.rows = rows;
        for (Column column : Column.values()) {
            natural.put(column, measure(column, true));
        }
        this.verdictAlone = measure(Column.VERDICT, false);
        // Why a pool is saturated is worth less than another column.
        Set<Column> all = EnumSet.allOf(Column.class);
        this.causes = needed(all, true) <= width;
        layOut(all);
    }

    private void layOut(Set<Column> all) {
        Set<Column> shown = EnumSet.copyOf(all);
        while (shown.size() > 1 && needed(shown, causes) > width) {
            shown.stream().min(Comparator.comparingInt(Column::importance)).ifPresent(shown::remove);
        }
        int others = MARK;
        for (Column column : shown) {
            if (column != Column.POOL) {
                widths.put(column, natural(column, causes));
                others += natural(column, causes) + 1;
            }
        }
        widths.put(
                Column.POOL, Math.max(1, Math.min(Math.min(NAME_MOST, natural(Column.POOL, causes)), width - others)));
    }

    private int needed(Set<Column> columns, boolean withCauses) {
        return MARK
                + columns.stream()
                        .mapToInt(column -> column == Column.POOL
                                ? Math.min(NAME_LEAST, natural(column, withCauses))
                                : natural(column, withCauses) + 1)
                        .sum();
    }

    private int natural(Column column, boolean withCauses) {
        return column == Column.VERDICT && !withCauses ? verdictAlone : natural.getOrDefault(column, 0);
    }

    private int measure(Column column, boolean withCauses) {
        int most = Text.width(column.heading());
        for (PoolSnapshot row : rows) {
            most = Math.max(most, Text.width(cell(column, row, withCauses)));
        }
        return most;
    }

    private String cell(Column column, PoolSnapshot row, boolean withCauses) {
        String cell = style.safe(column.cell(model, row));
        return column == Column.VERDICT && !withCauses ? cell.replaceFirst(",.*", "") : cell;
    }

    /** The row of headings. */
    Line headings() {
        Line line = Line.of(style, Role.HEADING, " ".repeat(MARK));
        for (Column column : Column.values()) {
            if (widths.containsKey(column)) {
                String gap = column == Column.POOL ? "" : " ";
                line.add(Role.HEADING, gap)
                        .add(column == model.sort() ? Role.SORTED : Role.HEADING, pad(column, column.heading()));
            }
        }
        return line.add(Role.HEADING, " ".repeat(Math.max(0, width - Text.width(line.text()))));
    }

    /**
     * Some of the rows: the page of them that has the chosen one in it.
     *
     * @param most how many there is room for
     */
    List<Line> page(int most) {
        List<Line> lines = new ArrayList<>();
        int chosen = model.index(rows);
        int first = most < 1 ? 0 : Math.max(0, chosen) / most * most;
        for (int i = first; i < Math.min(rows.size(), first + Math.max(0, most)); i++) {
            lines.add(line(rows.get(i), i == chosen));
        }
        return lines;
    }

    private Line line(PoolSnapshot row, boolean chosen) {
        Line line = Line.of(style, Role.PLAIN, chosen ? "> " : "  ");
        for (Column column : Column.values()) {
            if (widths.containsKey(column)) {
                String gap = column == Column.POOL ? "" : " ";
                Role role = column == Column.VERDICT ? verdict(row) : Role.PLAIN;
                line.add(Role.PLAIN, gap).add(role, pad(column, cell(column, row, causes)));
            }
        }
        return chosen ? line.all(Role.CHOSEN, width) : line;
    }

    private String pad(Column column, String text) {
        int columns = widths.getOrDefault(column, 0);
        String cut = Text.cut(text, columns, style.ellipsis());
        return column.words() ? Text.left(cut, columns) : Text.right(cut, columns);
    }

    private Role verdict(PoolSnapshot pool) {
        Look look = model.look();
        PoolVerdict.State state = look == null ? PoolVerdict.State.UNKNOWN : Order.state(look.assessment(), pool);
        return switch (state) {
            case DEADLOCKED, STARVED -> Role.CRITICAL;
            case SATURATED -> Role.WARNING;
            case HEALTHY -> Role.GOOD;
            case UNKNOWN -> Role.FAINT;
        };
    }
}
