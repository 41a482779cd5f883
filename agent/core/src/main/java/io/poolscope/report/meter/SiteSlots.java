package io.poolscope.report.meter;

import io.poolscope.report.Escape;
import io.poolscope.report.Order;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which places of a pool have a series of their own: the five that block most. One that had it keeps it while it is among
 * the first ten, so that places of like weight do not push each other in and out.
 */
final class SiteSlots implements Meter.Reading {
    private static final int SLOTS = 5;
    private static final int KEPT = 10;
    private static final double MS = 1000;

    private Map<PoolRow, Set<String>> kept = new HashMap<>();

    @Override
    public void read(io.poolscope.finding.Assessment assessment, List<PoolRow> rows, Meter.Figures out) {
        List<WaitSite> sites = Order.sites(assessment.snapshot());
        Map<PoolRow, Set<String>> next = new HashMap<>();
        for (PoolRow row : rows) {
            Set<String> ids = new HashSet<>();
            row.pools().forEach(pool -> ids.add(pool.id()));
            List<WaitSite> own = new ArrayList<>();
            for (WaitSite site : sites) {
                if (ids.contains(site.poolId()) && site.blockedTotalMs() != null) {
                    own.add(site);
                }
            }
            PoolRow key = new PoolRow(row.pool(), row.type(), List.of());
            Set<String> chosen = choose(own, kept.getOrDefault(key, Set.of()));
            next.put(key, chosen);
            for (WaitSite site : own) {
                Double total = site.blockedTotalMs();
                String name = name(site);
                out.total(
                        site.poolId() + '|' + site.kind().id() + '|' + site.site(),
                        total == null ? 0 : total / MS,
                        row.tags(
                                "site",
                                chosen.contains(name) ? name : PoolRows.OTHER,
                                "kind",
                                site.kind().id()));
            }
        }
        kept = next;
    }

    /** By name: the same line seen in two kinds of wait needs one slot. */
    private static Set<String> choose(List<WaitSite> byWeight, Set<String> before) {
        List<String> names = byWeight.stream().map(SiteSlots::name).distinct().toList();
        Set<String> chosen = new HashSet<>(names.subList(0, Math.min(KEPT, names.size())));
        chosen.retainAll(before);
        for (String name : names) {
            if (chosen.size() >= SLOTS) {
                break;
            }
            chosen.add(name);
        }
        return chosen;
    }

    private static String name(WaitSite site) {
        return PoolRows.value(Escape.name(site.site().brief()));
    }
}
