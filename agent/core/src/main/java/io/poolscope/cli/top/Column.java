package io.poolscope.cli.top;

import io.poolscope.finding.PoolVerdict;
import io.poolscope.report.Order;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of the table of pools, from left to right. */
enum Column {
    POOL(
            "POOL",
            12,
            (model, pool) -> pool.name(),
            Comparator.comparing(PoolSnapshot::name, String::compareToIgnoreCase)),
    TYPE(
            "TYPE",
            1,
            (model, pool) -> pool.kind().id(),
            Comparator.comparing(pool -> pool.kind().id())),
    BUSY("BUSY", 9, (model, pool) -> Figures.count(busy(pool)), most(Column::busy)),
    MAX(
            "MAX",
            5,
            (model, pool) -> Figures.count(pool.threads().max()),
            most(pool -> pool.threads().max())),
    BLOCKED(
            "BLOCKED",
            7,
            (model, pool) -> Figures.count(pool.threads().blocked()),
            most(pool -> pool.threads().blocked())),
    QUEUE(
            "QUEUE",
            8,
            (model, pool) -> Figures.count(pool.queue().depth()),
            most(pool -> pool.queue().depth())),
    OLDEST(
            "OLDEST",
            6,
            (model, pool) -> Figures.time(pool.queue().headAgeMs()),
            most(pool -> pool.queue().headAgeMs())),
    WAIT_P99(
            "WAIT-P99",
            4,
            (model, pool) -> Figures.p99(pool.queue().waitMs()),
            most(pool -> p99(pool.queue().waitMs()))),
    RUN_P99(
            "RUN-P99",
            3,
            (model, pool) -> Figures.p99(pool.tasks().runMs()),
            most(pool -> p99(pool.tasks().runMs()))),
    REJECTED("REJ/S", 2, (model, pool) -> Figures.rate(model.rejections().perSecond(pool)), null),
    VERDICT("VERDICT", 11, Column::verdict, null);

    /** What the rows are sorted by at first: the worst first. */
    static final Column WORST = VERDICT;

    private final String heading;
    private final int importance;
    private final Cell cell;
    private final @Nullable Comparator<PoolSnapshot> order;

    /** What stands in a row. */
    private interface Cell {
        String of(Model model, PoolSnapshot pool);
    }

    Column(String heading, int importance, Cell cell, @Nullable Comparator<PoolSnapshot> order) {
        this.heading = heading;
        this.importance = importance;
        this.cell = cell;
        this.order = order;
    }

    String heading() {
        return heading;
    }

    /** Where there is no room for all, the columns with the larger ones stay. */
    int importance() {
        return importance;
    }

    String cell(Model model, PoolSnapshot pool) {
        return cell.of(model, pool);
    }

    /** Words stand on the left of their column, figures on the right. */
    boolean words() {
        return this == POOL || this == TYPE || this == VERDICT;
    }

    /** From what is wanted first; null where the order of all reports is it. */
    @Nullable
    Comparator<PoolSnapshot> order(Model model) {
        return this == REJECTED ? most(model.rejections()::perSecond) : order;
    }

    static int busy(PoolSnapshot pool) {
        return pool.threads().running() + pool.threads().blocked();
    }

    private static @Nullable Double p99(io.poolscope.snapshot.@Nullable Durations durations) {
        return durations == null ? null : durations.p99();
    }

    private static Comparator<PoolSnapshot> most(Function<PoolSnapshot, ? extends @Nullable Number> figure) {
        return Comparator.comparingDouble((PoolSnapshot pool) -> {
                    Number value = figure.apply(pool);
                    return value == null || Double.isNaN(value.doubleValue()) ? -1 : value.doubleValue();
                })
                .reversed();
    }

    private static String verdict(Model model, PoolSnapshot pool) {
        Look look = model.look();
        if (look == null) {
            return "";
        }
        PoolVerdict verdict = look.assessment().verdicts().get(pool.id());
        String state = Order.state(look.assessment(), pool).id();
        return verdict == null || verdict.cause() == null
                ? state
                : state + ", " + verdict.cause().id();
    }
}
