package io.poolscope.cli;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.report.Order;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two reports. Findings are the same if their ids are; sites if pool, kind, class and method
 * are, for lines move; pools if their names are.
 *
 * @param gone findings of the first that the second has not
 * @param fresh findings of the second that the first has not
 * @param changed findings of both whose severity, title, or life is not the same, as they were and are
 * @param same how many findings are alike
 * @param sites worker time of each place, the largest change first
 * @param pools time in the queue of each pool
 */
record Difference(
        List<Finding> gone, List<Finding> fresh, List<Changed> changed, int same, List<Site> sites, List<Pool> pools) {

    /** A finding in both. */
    record Changed(Finding before, Finding after) {}

    /**
     * A place.
     *
     * @param name pool, kind, class and method; unescaped
     * @param before milliseconds of worker time lost there in each second of the window
     * @param after the same, later
     */
    record Site(String name, double before, double after) {}

    /**
     * A pool.
     *
     * @param name unescaped
     * @param before time in the queue; null where not measured, or no such pool
     * @param after the same, later
     * @param blockedBefore blocked share of its worker time, 0 to 1; null likewise
     * @param blockedAfter the same, later
     */
    record Pool(
            String name,
            @Nullable Durations before,
            @Nullable Durations after,
            @Nullable Double blockedBefore,
            @Nullable Double blockedAfter) {}

    static Difference of(Assessment before, Assessment after) {
        Map<String, Finding> old = byId(before);
        Map<String, Finding> now = byId(after);
        List<Changed> changed = new ArrayList<>();
        int same = 0;
        for (Finding finding : now.values()) {
            Finding was = old.get(finding.id());
            if (was != null && alike(was, finding)) {
                same++;
            } else if (was != null) {
                changed.add(new Changed(was, finding));
            }
        }
        return new Difference(
                old.values().stream().filter(f -> !now.containsKey(f.id())).toList(),
                now.values().stream().filter(f -> !old.containsKey(f.id())).toList(),
                List.copyOf(changed),
                same,
                sites(before.snapshot(), after.snapshot()),
                pools(before, after));
    }

    private static boolean alike(Finding a, Finding b) {
        return a.severity() == b.severity() && a.title().equals(b.title()) && a.open() == b.open();
    }

    private static Map<String, Finding> byId(Assessment seen) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        Order.findings(seen).forEach(finding -> findings.putIfAbsent(finding.id(), finding));
        return findings;
    }

    private static List<Site> sites(Snapshot before, Snapshot after) {
        Map<String, Double> old = rates(before);
        Map<String, Double> now = rates(after);
        Set<String> names = new LinkedHashSet<>(now.keySet());
        names.addAll(old.keySet());
        return names.stream()
                .map(name -> new Site(name, old.getOrDefault(name, 0.0), now.getOrDefault(name, 0.0)))
                .sorted(Comparator.comparingDouble((Site site) -> Math.abs(site.after() - site.before()))
                        .reversed()
                        .thenComparing(Site::name))
                .toList();
    }

    /** Milliseconds per second, since windows differ in length. */
    private static Map<String, Double> rates(Snapshot snapshot) {
        double seconds =
                Math.max(0.001, Duration.between(snapshot.from(), snapshot.at()).toMillis() / 1000.0);
        return snapshot.sites().stream()
                .collect(Collectors.groupingBy(
                        Difference::name,
                        LinkedHashMap::new,
                        Collectors.summingDouble(site -> site.blockedMs() / seconds)));
    }

    private static String name(WaitSite site) {
        return site.pool() + ": " + site.kind().id() + " at " + site.site().className() + "."
                + site.site().method();
    }

    private static List<Pool> pools(Assessment before, Assessment after) {
        Map<String, PoolSnapshot> old = byName(before);
        Map<String, PoolSnapshot> now = byName(after);
        Set<String> names = new LinkedHashSet<>(now.keySet());
        names.addAll(old.keySet());
        return names.stream()
                .map(name -> new Pool(
                        name,
                        of(old.get(name), pool -> pool.queue().waitMs()),
                        of(now.get(name), pool -> pool.queue().waitMs()),
                        of(old.get(name), Difference::blocked),
                        of(now.get(name), Difference::blocked)))
                .toList();
    }

    private static <T> @Nullable T of(@Nullable PoolSnapshot pool, Function<PoolSnapshot, @Nullable T> figure) {
        return pool == null ? null : figure.apply(pool);
    }

    private static @Nullable Double blocked(PoolSnapshot pool) {
        double total = pool.time().totalMs();
        return total > 0 ? Double.valueOf(pool.time().blockedMs() / total) : null;
    }

    private static Map<String, PoolSnapshot> byName(Assessment seen) {
        Map<String, PoolSnapshot> pools = new LinkedHashMap<>();
        Order.pools(seen).forEach(pool -> pools.putIfAbsent(pool.name(), pool));
        return pools;
    }
}
