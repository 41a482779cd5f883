package io.poolscope.report.html;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.PoolSnapshot.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The history of a pool as lines, drawn without a script. */
final class Timeline {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 100;

    private Timeline() {}

    static void write(Html html, PoolSnapshot pool) {
        List<Point> points = pool.history();
        if (points.size() < 2) {
            return;
        }
        double workers = points.stream().mapToInt(Point::size).max().orElse(0);
        double depth = points.stream().mapToInt(Point::depth).max().orElse(0);
        html.open("figure");
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                "workers, blocked workers and queued tasks of " + pool.name() + " over time");
        line(html, "a", points, Point::size, workers);
        line(html, "b", points, Point::blocked, workers);
        line(html, "c", points, Point::depth, depth);
        html.close("svg").open("figcaption", "class", "dim");
        html.raw("<span class=\"a\">workers</span> and <span class=\"b\">blocked workers</span> (0 to ")
                .text(Long.toString((long) workers))
                .raw("), <span class=\"c\">queued tasks</span> (0 to ")
                .text(Long.toString((long) depth))
                .raw("); ")
                .text(points.get(0).t() + " to " + points.get(points.size() - 1).t());
        html.close("figcaption").close("figure");
    }

    private static void line(Html html, String css, List<Point> points, ToDoubleFunction<Point> of, double most) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            double x = (double) i * WIDTH / (points.size() - 1);
            double y = most == 0 ? HEIGHT - 2 : HEIGHT - 2 - of.applyAsDouble(points.get(i)) / most * (HEIGHT - 4);
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        html.open("polyline", "class", css, "points", path.toString().strip()).raw("</polyline>");
    }
}
