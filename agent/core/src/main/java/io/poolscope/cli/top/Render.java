package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a frame of a model, for any size. Where rows are few, the verdict and the chosen pool stay longest.
 *
 * <p>Guarantees: no line is wider than the screen, and there are no more of them than rows; the chosen pool is seen.
 */
final class Render {
    /** From so many rows on there are two lines about the JVM, from so many one, and a line of keys. */
    private static final int ROOMY = 14;

    private static final int SCANTY = 6;

    private final Model model;
    private final int width;
    private final int height;
    private final Style style;

    private Render(Model model, int width, int height, Style style) {
        this.model = model;
        this.width = Math.max(1, width);
        this.height = Math.max(1, height);
        this.style = style;
    }

    /** The whole screen. */
    static Frame frame(Model model, int width, int height, Style style) {
        Render render = new Render(model, width, height, style);
        return Frame.of(render.width, render.height, render.lines());
    }

    /** How many rows of pools, or lines of a long page, a screen of this size shows. */
    static int page(Model model, int width, int height, Style style) {
        Render render = new Render(model, width, height, style);
        return Math.max(1, model.page() == Model.Page.POOLS ? render.poolRows() : render.height - 2);
    }

    private List<Line> lines() {
        Look look = model.look();
        if (model.page() == Model.Page.HELP) {
            return longPage("poolscope top", Help.lines(width, style));
        }
        if (look == null) {
            String words = model.trouble() == null ? "waiting for the first look" : model.trouble();
            return List.of(Line.of(style, Role.STRONG, words));
        }
        PoolSnapshot chosen = model.chosen();
        if (model.page() == Model.Page.POOL && chosen != null) {
            return longPage(chosen.name(), Detail.lines(look.assessment(), chosen, width, style));
        }
        return pools(look.assessment(), chosen);
    }

    // The page of pools.

    private List<Line> top() {
        Look look = model.look();
        List<Line> lines = new ArrayList<>();
        if (look == null) {
            return lines;
        }
        Header header = new Header(model, style);
        Assessment assessment = look.assessment();
        if (height >= SCANTY) {
            lines.add(header.target(assessment.snapshot()));
        }
        if (height >= ROOMY) {
            lines.add(header.cost(assessment.snapshot()));
        }
        if (height >= 3) {
            lines.addAll(header.verdict(assessment, width, height >= 20 ? 4 : height >= SCANTY + 2 ? 2 : 1));
        }
        return lines;
    }

    private int poolRows() {
        int room = height - top().size() - (headings() ? 1 : 0) - (footer() ? 1 : 0);
        int all = model.rows().size();
        if (height < ROOMY) {
            return Math.max(1, room);
        }
        // The sites get what the pools leave, and no less than a third.
        return Math.max(1, Math.min(all, room - room / 3));
    }

    /** Not at the cost of the chosen row. */
    private boolean headings() {
        return height - top().size() - (footer() ? 1 : 0) > 1;
    }

    private boolean footer() {
        return height >= SCANTY || height >= 2 && (model.typing() || model.note() != null || model.trouble() != null);
    }

    private List<Line> pools(Assessment assessment, @Nullable PoolSnapshot chosen) {
        List<PoolSnapshot> rows = model.rows();
        Table table = new Table(model, rows, width, style);
        List<Line> lines = new ArrayList<>(top());
        if (headings()) {
            lines.add(table.headings());
        }
        lines.addAll(table.page(Math.min(poolRows(), Math.max(1, height - lines.size()))));
        if (lines.isEmpty()) {
            lines.addAll(new Header(model, style).verdict(assessment, width, 1));
        }
        if (rows.isEmpty() && !model.filter().isEmpty()) {
            lines.add(Line.of(style, Role.PLAIN, "  no pool matches " + model.filter()));
        }
        int bottom = footer() ? 1 : 0;
        int left = height - lines.size() - bottom;
        if (chosen != null && left >= 3) {
            lines.add(new Line(style));
            lines.addAll(Sites.lines(assessment, chosen, width, left - 1, style));
            lines.addAll(fix(assessment, chosen, height - lines.size() - bottom));
        }
        return withFooter(lines, bottom, "q quit  Enter stack  ? help  / filter  < > sort  p pause  r report");
    }

    /** What to change for the worst finding of a pool, where there is room for all of it. */
    private List<Line> fix(Assessment assessment, PoolSnapshot pool, int room) {
        List<Line> lines = new ArrayList<>();
        Header.open(assessment).stream()
                .filter(finding -> pool.id().equals(finding.poolId()))
                .findFirst()
                .ifPresent(finding -> {
                    lines.add(new Line(style));
                    Text.wrap(style.safe("fix: " + finding.fix()), width)
                            .forEach(part -> lines.add(Line.of(style, Role.GOOD, part)));
                });
        return lines.size() <= room ? lines : List.of();
    }

    private List<Line> withFooter(List<Line> lines, int bottom, String keys) {
        if (bottom == 0) {
            return lines;
        }
        List<Line> all = new ArrayList<>(lines.subList(0, Math.min(lines.size(), height - 1)));
        while (all.size() < height - 1) {
            all.add(new Line(style));
        }
        all.add(last(keys));
        return all;
    }

    private Line last(String keys) {
        if (model.typing()) {
            return Line.of(style, Role.STRONG, "filter: " + model.filter() + "_");
        }
        if (model.trouble() != null) {
            return Line.of(style, Role.CRITICAL, model.trouble());
        }
        if (model.note() != null) {
            return Line.of(style, Role.STRONG, model.note());
        }
        Line line = new Line(style);
        if (!model.filter().isEmpty() && model.page() == Model.Page.POOLS) {
            line.add(Role.WARNING, "filter: " + model.filter());
        }
        return line.also(Role.FAINT, keys);
    }

    // Pages that are longer than the screen.

    private List<Line> longPage(String title, List<Line> body) {
        int room = Math.max(1, height - 2);
        int first = Math.max(0, Math.min(model.scroll(), body.size() - room));
        int end = Math.min(body.size(), first + room);
        List<Line> lines = new ArrayList<>();
        if (height > 1) {
            lines.add(Line.of(style, Role.PLAIN, title).all(Role.HEADING, width));
        }
        lines.addAll(body.subList(first, end));
        String place = "lines " + (first + 1) + " to " + end + " of " + body.size() + "  ";
        return withFooter(
                lines, height > 2 ? 1 : 0, (body.size() > room ? place : "") + "Esc back  up down  r report  q quit");
    }

    /** The last line of a long page that can stand at the top. */
    static int lastScroll(Model model, int width, int height, Style style) {
        Look look = model.look();
        PoolSnapshot chosen = model.chosen();
        int lines = 0;
        if (model.page() == Model.Page.HELP) {
            lines = Help.lines(Math.max(1, width), style).size();
        } else if (look != null && chosen != null) {
            lines = Detail.lines(look.assessment(), chosen, width, style).size();
        }
        return Math.max(0, lines - Math.max(1, height - 2));
    }
}
