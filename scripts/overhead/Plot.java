import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Ratios to none as an SVG: for each row a line for each variant, with its quartiles; behind them the noise. */
final class Plot {
    // All in pixels.
    private static final int WIDTH = 960;
    private static final int LEFT = 300;
    private static final int RIGHT = 900;
    private static final int LINE = 12;
    private static final int GAP = 8;
    private static final int HEAD = 64;
    private static final int LEGEND_LINE = 18;
    private static final int LEGEND_COLUMN = 230;

    private static final double[] TICKS = {0.5, 0.8, 1, 1.2, 1.5, 2, 3, 5, 8};

    /** What is beyond these is drawn at the edge, as an arrow: one start that is 500 times as long must not hide the rest. */
    private static final double LOWEST = 0.5;

    private static final double HIGHEST = 8;

    /** Poolscope's first, in blues and greens, then the peers'; each on white and on black. */
    private static final String[][] OWN = {
        {"#56b4e9", "#8fd0f5"}, {"#0050a0", "#3f9bff"}, {"#00806a", "#2ec4a5"}, {"#4b6a88", "#9bb4cc"}
    };

    private static final String[][] PEERS = {
        {"#d55e00", "#ff8a3d"}, {"#8f3fa8", "#d58be8"}, {"#b02030", "#ff7a85"}, {"#8a6d00", "#e6c229"}, {"#666666", "#b0b0b0"}
    };

    /** One JDK's figures. */
    static final class Part {
        private final String heading;
        private final List<Figures> figures = new ArrayList<>();
        private final List<Variant> variants = new ArrayList<>();

        private Part(String heading) {
            this.heading = heading;
        }

        void add(List<Figures> figures, List<Variant> variants) {
            this.figures.addAll(figures);
            variants.stream().filter(v -> v.role() != Variant.Role.NONE).forEach(this.variants::add);
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();
    private double low;
    private double high;

    /** Begins the part of one JDK, which is filled when its figures are there. */
    Part part(String heading) {
        Part part = new Part(heading);
        parts.add(part);
        return part;
    }

    /** All parts below each other, on one scale. */
    String svg() {
        svg.setLength(0);
        scale();
        Map<String, Integer> styles = styles();
        int y = 30 + legend(styles, 30);
        for (Part part : parts) {
            y = part(part, styles, y);
        }
        return head(y + 20) + svg + "</svg>\n";
    }

    private void scale() {
        double[] ends = parts.stream()
                .flatMap(part -> part.figures.stream().flatMap(figures -> figures.rows().stream()
                        .flatMap(row -> part.variants.stream().map(variant -> figures.ratios(row, variant)))))
                .flatMapToDouble(ratios -> DoubleStream.of(Spread.quartile(ratios, 1), Spread.quartile(ratios, 3)))
                .filter(ratio -> ratio > 0)
                .toArray();
        low = Math.max(LOWEST, Math.min(0.8, DoubleStream.of(ends).min().orElse(1) * 0.95));
        high = Math.min(HIGHEST, Math.max(1.5, DoubleStream.of(ends).max().orElse(1) * 1.1));
    }

    /** A style's number for each variant, in the order of the legend. */
    private Map<String, Integer> styles() {
        Map<String, Integer> styles = new LinkedHashMap<>();
        int own = 0;
        int peers = 0;
        for (Part part : parts) {
            for (Variant variant : part.variants) {
                if (!styles.containsKey(variant.name())) {
                    styles.put(variant.name(), variant.isPeer() ? OWN.length + peers++ % PEERS.length : own++ % OWN.length);
                }
            }
        }
        return styles;
    }

    /** Returns its height. */
    private int legend(Map<String, Integer> styles, int top) {
        text("title", 20, top, "start", "CPU time, time and memory as a ratio to none: median and quartiles");
        int columns = (WIDTH - 40) / LEGEND_COLUMN;
        int at = 0;
        for (var style : styles.entrySet()) {
            int x = 20 + at % columns * LEGEND_COLUMN;
            int y = top + 22 + at / columns * LEGEND_LINE;
            mark(style.getValue(), x, y - 4, x + 18, x + 9);
            text("label", x + 24, y, "start", style.getKey());
            at++;
        }
        int y = top + 22 + at / columns * LEGEND_LINE;
        int x = 20 + at % columns * LEGEND_COLUMN;
        svg.append(String.format("<rect class='noise' x='%d' y='%d' width='18' height='12'/>%n", x, y - 10));
        text("label", x + 24, y, "start", "none again");
        return 22 + (at / columns + 1) * LEGEND_LINE;
    }

    /** Returns where it ends. */
    private int part(Part part, Map<String, Integer> styles, int top) {
        text("heading", 20, top + 20, "start", part.heading);
        int first = top + HEAD;
        int y = first;
        int ruler = svg.length();
        for (Figures figures : part.figures) {
            for (String row : figures.rows()) {
                List<Variant> variants =
                        part.variants.stream().filter(v -> figures.has(row, v)).toList();
                y = row(figures, row, variants, styles, y);
            }
        }
        String rows = svg.substring(ruler);
        svg.setLength(ruler);
        for (double tick : TICKS) {
            if (tick >= low && tick <= high) {
                double x = x(tick);
                svg.append(String.format(
                        "<line class='%s' x1='%.1f' y1='%d' x2='%.1f' y2='%d'/>%n",
                        tick == 1 ? "one" : "tick", x, first - 4, x, y));
                text("label", x, first - 10, "middle", tick == (int) tick ? "" + (int) tick : "" + tick);
            }
        }
        svg.append(rows);
        return y;
    }

    /** Returns where it ends. */
    private int row(Figures figures, String row, List<Variant> variants, Map<String, Integer> styles, int top) {
        int height = variants.size() * LINE;
        double[] noise = figures.ratios(row, Variant.NONE_AGAIN);
        if (noise.length > 0) {
            double from = x(Spread.quartile(noise, 1));
            double to = Math.max(x(Spread.quartile(noise, 3)), from + 1);
            svg.append(String.format(
                    "<rect class='noise' x='%.1f' y='%d' width='%.1f' height='%d'/>%n", from, top, to - from, height));
        }
        text("label", LEFT - 12, top + height / 2 + 4, "end", Beside.named(figures, row));
        int y = top;
        for (Variant variant : variants) {
            double[] ratios = figures.ratios(row, variant);
            if (ratios.length > 0) {
                double middle = Spread.median(ratios);
                double end = x(Spread.quartile(ratios, 3));
                int style = styles.get(variant.name());
                if (middle > high) {
                    arrow(style, y + LINE / 2.0);
                } else {
                    mark(style, x(Spread.quartile(ratios, 1)), y + LINE / 2.0, end, x(middle));
                }
                String value = String.format(middle < 10 ? "%.2f" : "%.0f", middle);
                text("value", Math.max(end, x(middle) + 3) + 5, y + LINE - 3, "start", value);
            }
            y += LINE;
        }
        svg.append(String.format(
                "<line class='tick' x1='20' y1='%d' x2='%d' y2='%d'/>%n", y + GAP / 2, RIGHT, y + GAP / 2));
        return y + GAP;
    }

    private void mark(int style, double from, double y, double to, double middle) {
        svg.append(String.format(
                "<g class='v%d'><line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/><circle cx='%.1f' cy='%.1f' r='3.5'/></g>%n",
                style, from, y, to, y, middle, y));
    }

    private void arrow(int style, double y) {
        svg.append(String.format(
                "<path class='v%d' d='M%d %.1fl-8 -4v8z'/>%n", style, RIGHT + 3, y));
    }

    private void text(String style, double x, double y, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        svg.append(String.format(
                "<text class='%s' x='%.1f' y='%.1f' text-anchor='%s'>%s</text>%n", style, x, y, anchor, escaped));
    }

    /** Ratios are on a logarithmic scale: half and twice are equally far from 1. */
    private double x(double ratio) {
        double share = Math.log(Math.min(Math.max(ratio, low), high) / low) / Math.log(high / low);
        return LEFT + share * (RIGHT - LEFT);
    }

    private static String head(int height) {
        StringBuilder light = new StringBuilder();
        StringBuilder dark = new StringBuilder();
        for (int i = 0; i < OWN.length + PEERS.length; i++) {
            String[] colours = i < OWN.length ? OWN[i] : PEERS[i - OWN.length];
            light.append(String.format(".v%d{stroke:%s;fill:%s}", i, colours[0], colours[0]));
            dark.append(String.format(".v%d{stroke:%s;fill:%s}", i, colours[1], colours[1]));
        }
        return String.format(
                        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d'>%n",
                        WIDTH, height)
                + "<style>text{font-family:system-ui,sans-serif;fill:#1f2328}.title{font-size:16px;font-weight:600}"
                + ".heading{font-size:13px;font-weight:600}.label{font-size:12px}.value{font-size:10px;fill:#57606a}"
                + ".back{fill:#ffffff}.tick{stroke:#d8dee4}.one{stroke:#57606a}.noise{fill:#8c959f;opacity:.3}"
                + light + "g line{stroke-width:2.5}"
                + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.value{fill:#9da7b1}.back{fill:#0d1117}"
                + ".tick{stroke:#30363d}.one{stroke:#9da7b1}.noise{fill:#6e7681;opacity:.5}" + dark + "}</style>\n"
                + "<rect class='back' width='100%' height='100%'/>\n";
    }
}
