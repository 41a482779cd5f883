package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Order;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.Comparator;
import java.util.List;

/** The rows of the table: filtered, and sorted by the chosen column; equal ones stay in the order of all reports. */
final class Rows {
    private Rows() {}

    static List<PoolSnapshot> of(Model model, Assessment assessment) {
        List<PoolSnapshot> worst =
                Order.pools(assessment).stream().filter(model::passes).toList();
        Comparator<PoolSnapshot> order = model.sort().order(model);
        return order == null ? worst : worst.stream().sorted(order).toList();
    }
}
