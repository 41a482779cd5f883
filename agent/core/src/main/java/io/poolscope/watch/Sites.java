package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The places where workers wait, with what was lost there in the window. Time whose place is not known (waits that were
 * over before their stack was taken) is shared out among the sites of the same pool and kind in proportion, and the
 * sites that got some say that they are estimated.
 */
final class Sites implements CountedWaits.Sink {
    /** Totals are kept of so many times the sites of one window. */
    private static final int KEPT = 4;

    private final int max;
    private final long windowNanos;
    private final Map<Site.Key, Site> sites = new HashMap<>();
    private final Map<Pool, PoolWaits> pools = new IdentityHashMap<>();
    private final SiteTotals totals;
    private long now;
    /** Waits in the window without a place, in pools that have no site of their kind to charge them to. */
    long withoutSite;
    /** Waits at places that found the table full. */
    long overLimit;

    Sites(int max, long windowNanos) {
        this.max = max;
        this.windowNanos = windowNanos;
        this.totals = new SiteTotals(KEPT * max);
    }

    /** Sets the time at which what follows happens. */
    void at(long now) {
        this.now = now;
    }

    /** A sample has ended that stands for so many nanoseconds. */
    void sampled(long nanos) {
        for (PoolWaits pool : pools.values()) {
            pool.sampled(nanos);
        }
    }

    PoolWaits pool(Pool pool) {
        PoolWaits known = pools.get(pool);
        if (known == null) {
            known = new PoolWaits(pool, (int) Math.max(1, windowNanos / 1_000_000_000L));
            pools.put(pool, known);
        }
        return known;
    }

    /** The site of a reading, made if need be; null where the table is full. */
    @Nullable
    Site site(Pool pool, BlockKind family, Reading reading, long now) {
        Site.Key key = new Site.Key(pool, reading.kind(), family, reading.site());
        Site site = sites.get(key);
        if (site == null) {
            if (sites.size() >= max) {
                overLimit++;
                return null;
            }
            site = new Site(key, reading, windowNanos);
            pool(pool);
            sites.put(key, site);
        }
        site.reading = reading;
        return site;
    }

    /**
     * Charges the time of an open wait up to a moment.
     *
     * @return nanoseconds that were charged
     */
    long settle(OpenWait wait, long until) {
        Site site = wait.site;
        long nanos = until - wait.chargedUntil;
        if (site == null || nanos <= 0) {
            return 0;
        }
        PoolWaits pool = pool(wait.worker.pool);
        long compensated = wait.managed() ? (long) (pool.compensated - wait.compensatedUntil) : 0;
        wait.chargedUntil = until;
        wait.compensatedUntil = pool.compensated;
        site.charge(now, nanos, Math.max(0, Math.min(nanos, compensated)));
        return nanos;
    }

    /** Charges a wait that no probe counts and that has ended. */
    void close(OpenWait wait, PoolWaits pool, long now) {
        this.now = now;
        Site site = wait.site;
        if (site != null) {
            settle(wait, wait.lastSeen);
            if (!wait.onMonitor() || !CountedWaits.countsObjectWaits(wait.worker.record)) {
                site.endedSampled(now, wait.length(), wait.samples);
            }
        } else {
            pool.unsited(wait.family, now, wait.lastSeen - wait.chargedUntil, 1);
        }
    }

    @Override
    public void ended(Worker worker, BlockKind family, Reading reading, long nanos, long alreadyCharged) {
        worker.pool.meter.totals.counted(reading.kind(), family, 1);
        Site site = site(worker.pool, family, reading, now);
        if (site == null) {
            addUnsited(worker, family, 1, nanos - alreadyCharged);
            return;
        }
        site.counted = true;
        if (family == BlockKind.OBJECT_WAIT) {
            // No probe tells of one that is open, so that its time is charged by samples; its end and length are exact.
            site.ended(now, nanos);
            return;
        }
        long rest = Math.max(0, nanos - alreadyCharged);
        site.charge(now, rest, reading.managed() ? (long) (rest * pool(worker.pool).compensatedShare) : 0);
        site.ended(now, nanos);
    }

    @Override
    public void unsited(Worker worker, BlockKind family, long waits, long nanos) {
        worker.pool.meter.totals.counted(family, family, waits);
        addUnsited(worker, family, waits, nanos);
    }

    private void addUnsited(Worker worker, BlockKind family, long waits, long nanos) {
        pool(worker.pool).unsited(family, now, family == BlockKind.OBJECT_WAIT ? 0 : nanos, waits);
    }

    /** A site with its sums, while they are shared out. */
    private static final class Row {
        final Site site;
        final long own;
        double blocked;
        double waits;
        /** Nanoseconds that are new since the last look. */
        double grown;

        int open;
        long oldest = Long.MAX_VALUE;
        boolean shared;

        Row(Site site, long now) {
            this.site = site;
            this.own = site.blockedNanos(now);
            this.blocked = own;
            this.waits = site.endedWaits(now);
            this.grown = site.takeSinceLook();
        }
    }

    /**
     * The sites of the window, by blocked time; forgets those that have nothing in it.
     *
     * @param open waits that are open now
     * @param alive executors followed
     * @param rows id of an executor's row; null where it is not shown
     */
    List<WaitSite> report(
            Collection<OpenWait> open, List<Pool> alive, Function<Pool, @Nullable String> rows, long now) {
        Map<Site, Row> all = new IdentityHashMap<>();
        for (Site site : sites.values()) {
            all.put(site, new Row(site, now));
        }
        for (OpenWait wait : open) {
            Row row = wait.site == null ? null : all.get(wait.site);
            if (row != null) {
                row.open++;
                row.waits++;
                row.oldest = Math.min(row.oldest, wait.since);
            }
        }
        // Here and below nothing is done about nothing, so that the JVM makes no function for it at every start.
        if (!sites.isEmpty()) {
            sites.values().removeIf(site -> isEmpty(all, site));
        }
        Map<Pool, Double> blocked = new IdentityHashMap<>();
        withoutSite = 0;
        Map<Pool, List<Row>> byPool = new IdentityHashMap<>();
        for (Row row : all.values()) {
            byPool.computeIfAbsent(row.site.key.pool(), p -> new ArrayList<>()).add(row);
        }
        for (PoolWaits pool : pools.values()) {
            blocked.put(pool.pool, shareOut(pool, byPool.getOrDefault(pool.pool, List.of()), now));
        }
        Set<Pool> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(alive);
        if (!pools.isEmpty()) {
            pools.values().removeIf(p -> p.blocked == 0 && !kept.contains(p.pool) && !byPool.containsKey(p.pool));
        }
        for (Row row : all.values()) {
            SiteTotals.Key key = total(row.site, rows);
            if (key != null) {
                totals.add(key, row.grown);
            }
        }
        List<Row> ranked = new ArrayList<>(all.values());
        if (ranked.size() > 1) {
            ranked.sort(Comparator.comparingDouble((Row r) -> -r.blocked)
                    .thenComparing(r -> r.site.key.location().toString()));
        }
        List<WaitSite> report = new ArrayList<>(ranked.size());
        for (Row row : ranked) {
            SiteTotals.Key total = total(row.site, rows);
            report.add(waitSite(
                    row,
                    report.size() + 1,
                    blocked.getOrDefault(row.site.key.pool(), 0.0),
                    total == null ? null : Double.valueOf(totals.get(total) / 1e6),
                    now));
        }
        return List.copyOf(report);
    }

    private static SiteTotals.@Nullable Key total(Site site, Function<Pool, @Nullable String> rows) {
        String row = rows.apply(site.key.pool());
        return row == null ? null : new SiteTotals.Key(row, site.key.kind(), site.key.location());
    }

    private static boolean isEmpty(Map<Site, Row> rows, Site site) {
        Row row = rows.get(site);
        if (row != null && row.open == 0 && row.own == 0 && row.waits == 0) {
            rows.remove(site);
            return true;
        }
        return row == null;
    }

    /** Shares the unsited time of a pool out; returns all its blocked nanoseconds. */
    private double shareOut(PoolWaits pool, List<Row> own, long now) {
        double total = 0;
        for (Map.Entry<BlockKind, RollingSums> entry : pool.unsited.entrySet()) {
            long nanos = entry.getValue().sum(PoolWaits.NANOS, now);
            long waits = entry.getValue().sum(PoolWaits.WAITS, now);
            if (waits == 0 && nanos == 0) {
                pool.takeUntold(entry.getKey()); // no place turned up within the window
                continue;
            }
            List<Row> same = own.stream()
                    .filter(r -> r.site.key.family() == entry.getKey())
                    .toList();
            double sited = same.stream().mapToDouble(r -> r.own).sum();
            double counted = same.stream().mapToDouble(r -> r.waits).sum();
            if (same.isEmpty()) {
                total += nanos;
                withoutSite += waits;
                continue;
            }
            long untold = pool.takeUntold(entry.getKey());
            for (Row row : same) {
                double part = sited > 0 ? row.own / sited : 1.0 / same.size();
                row.blocked += nanos * part;
                row.grown += untold * part;
                row.waits += waits * (counted > 0 ? row.waits / counted : part);
                row.shared |= same.size() > 1;
            }
        }
        return total + own.stream().mapToDouble(r -> r.blocked).sum();
    }

    private WaitSite waitSite(Row row, int rank, double total, @Nullable Double blockedTotalMs, long now) {
        Site site = row.site;
        Reading reading = site.reading;
        double compensated =
                row.own > 0 ? site.compensatedNanos(now) * (row.blocked / row.own) : site.compensatedNanos(now);
        return new WaitSite(
                rank,
                site.key.pool().name,
                site.key.pool().id,
                reading.kind(),
                reading.site(),
                reading.call(),
                site.awaits,
                reading.async(),
                Math.round(row.waits),
                !site.counted || row.shared,
                row.open,
                row.open == 0 ? null : (now - row.oldest) / 1e6,
                row.blocked / 1e6,
                Math.min(row.blocked, compensated) / 1e6,
                total > 0 ? Math.min(1, row.blocked / total) : 0,
                site.durations(now),
                List.copyOf(site.locks),
                reading.stack(),
                blockedTotalMs);
    }
}
