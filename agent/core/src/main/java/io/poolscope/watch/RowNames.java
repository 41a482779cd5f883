package io.poolscope.watch;

import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the rows' ids and names in place of the executors' own, where several executors share a row. */
final class RowNames {
    private RowNames() {}

    /** The sites of the rows shown; sites that become the same are added up, and ranked anew. */
    static List<WaitSite> sites(List<WaitSite> sites, Map<String, PoolRows.Row> rows) {
        if (sites.isEmpty()) {
            return sites;
        }
        Map<List<Object>, WaitSite> merged = new LinkedHashMap<>();
        Map<String, Double> blockedByPool = new TreeMap<>();
        for (WaitSite site : sites) {
            PoolRows.Row row = rows.get(site.poolId());
            if (row != null) {
                // Not the sum over its sites: some of its blocked time has no place.
                blockedByPool.merge(site.poolId(), site.share() > 0 ? site.blockedMs() / site.share() : 0, Math::max);
                List<Object> place = List.of(row.id(), site.kind(), site.site(), String.valueOf(site.call()));
                WaitSite known = merged.get(place);
                merged.put(place, known == null ? named(site, row) : plus(known, named(site, row)));
            }
        }
        Map<String, Double> blockedByRow = new TreeMap<>();
        blockedByPool.forEach((id, blocked) -> {
            PoolRows.Row row = rows.get(id);
            if (row != null) {
                blockedByRow.merge(row.id(), blocked, Double::sum);
            }
        });
        List<WaitSite> all = new ArrayList<>(merged.values());
        all.sort(java.util.Comparator.comparingDouble(WaitSite::blockedMs).reversed());
        List<WaitSite> ranked = new ArrayList<>();
        for (WaitSite site : all) {
            double total = blockedByRow.getOrDefault(site.poolId(), 0.0);
            ranked.add(with(site, ranked.size() + 1, total > 0 ? Math.min(1, site.blockedMs() / total) : 0));
        }
        return List.copyOf(ranked);
    }

    /** The graph in terms of rows. Executors that are not shown keep their own ids. */
    static WaitGraph graph(WaitGraph graph, Map<String, PoolRows.Row> rows) {
        if (graph.nodes().isEmpty()) {
            return graph;
        }
        boolean same = graph.nodes().stream().allMatch(node -> same(node.poolId(), rows))
                && graph.fingerprint().keySet().stream().allMatch(id -> same(id, rows));
        if (same) {
            return graph;
        }
        List<WaitGraph.Node> nodes = new ArrayList<>();
        for (WaitGraph.Node node : graph.nodes()) {
            nodes.add(new WaitGraph.Node(
                    node.kind(),
                    node.label(),
                    id(node.poolId(), rows),
                    node.threadId(),
                    node.place(),
                    node.site(),
                    node.submittedAt(),
                    node.free(),
                    node.why(),
                    node.needs(),
                    node.on()));
        }
        Map<String, Long> prints = new TreeMap<>();
        graph.fingerprint().forEach((id, print) -> {
            PoolRows.Row row = rows.get(id);
            prints.merge(row == null ? id : row.id(), print, (one, other) -> 31 * one + other);
        });
        return new WaitGraph(List.copyOf(nodes), prints, graph.begun());
    }

    private static boolean same(@Nullable String id, Map<String, PoolRows.Row> rows) {
        return id == null || id.equals(id(id, rows));
    }

    private static @Nullable String id(@Nullable String id, Map<String, PoolRows.Row> rows) {
        PoolRows.Row row = id == null ? null : rows.get(id);
        return row == null ? id : row.id();
    }

    private static WaitSite named(WaitSite site, PoolRows.Row row) {
        return copy(site, site.rank(), row.name(), row.id(), site.share());
    }

    private static WaitSite with(WaitSite site, int rank, double share) {
        return copy(site, rank, site.pool(), site.poolId(), share);
    }

    private static WaitSite copy(WaitSite site, int rank, String pool, String poolId, double share) {
        return new WaitSite(
                rank,
                pool,
                poolId,
                site.kind(),
                site.site(),
                site.call(),
                site.awaits(),
                site.async(),
                site.waits(),
                site.waitsEstimated(),
                site.openWaits(),
                site.longestOpenMs(),
                site.blockedMs(),
                site.compensatedMs(),
                share,
                site.durationMs(),
                site.locksHeld(),
                site.stack(),
                site.blockedTotalMs());
    }

    /**
     * Of the durations those of the site with more waits are kept: percentiles cannot be added. The total is the row's already:
     * both have the same.
     */
    private static WaitSite plus(WaitSite one, WaitSite other) {
        WaitSite larger = one.waits() >= other.waits() ? one : other;
        Double longest = one.longestOpenMs() == null
                ? other.longestOpenMs()
                : other.longestOpenMs() == null
                        ? one.longestOpenMs()
                        : Double.valueOf(Math.max(one.longestOpenMs(), other.longestOpenMs()));
        return new WaitSite(
                one.rank(),
                one.pool(),
                one.poolId(),
                one.kind(),
                one.site(),
                one.call(),
                larger.awaits(),
                one.async() || other.async(),
                one.waits() + other.waits(),
                one.waitsEstimated() || other.waitsEstimated(),
                one.openWaits() + other.openWaits(),
                longest,
                one.blockedMs() + other.blockedMs(),
                one.compensatedMs() + other.compensatedMs(),
                one.share(),
                larger.durationMs(),
                larger.locksHeld(),
                larger.stack(),
                one.blockedTotalMs());
    }
}
