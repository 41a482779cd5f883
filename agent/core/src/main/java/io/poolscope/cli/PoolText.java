package io.poolscope.cli;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Prediction;
import io.poolscope.report.Order;
import io.poolscope.report.text.Words;
import io.poolscope.report.text.WorthText;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A pool in words, and the places that hold its workers. */
final class PoolText {
    /** Places of one pool that are told; the rest are counted. */
    private static final int SITES = 5;
    /** Samples of one round lie within that, milliseconds. */
    private static final double ONE_ROUND_MS = 50;

    private final Paper paper;
    private final ZoneId zone;

    PoolText(Paper paper, ZoneId zone) {
        this.paper = paper;
        this.zone = zone;
    }

    void put(StringBuilder out, PoolSnapshot pool, Assessment seen) {
        paper.put(out, "", "  ", "pool " + headline(pool, seen));
        List<WaitSite> sites = Order.sites(seen.snapshot()).stream()
                .filter(site -> site.poolId().equals(pool.id()))
                .toList();
        Prediction worth = Prediction.of(seen.snapshot(), pool);
        if (worth != null && !sites.isEmpty()) {
            paper.put(out, "  ", "  ", WorthText.pool(worth));
        }
        for (WaitSite site : sites.subList(0, Math.min(SITES, sites.size()))) {
            paper.put(
                    out,
                    String.format(Locale.ROOT, "  %3.0f %%  ", site.share() * 100),
                    "           ",
                    site(site, pool, seen));
            if (site.awaits() != null) {
                paper.put(out, "         ", "           ", awaited(site.awaits(), pool));
            }
            Prediction.At at = worth == null ? null : worth.at(site.rank());
            if (worth != null && at != null) {
                paper.put(out, "         ", "           ", WorthText.site(at, worth));
            }
        }
        if (sites.size() > SITES) {
            paper.put(out, "         ", "and " + DiagnoseText.count(sites.size() - SITES, "more place"));
        }
    }

    private static String headline(PoolSnapshot pool, Assessment seen) {
        PoolVerdict verdict = seen.verdicts().get(pool.id());
        PoolSnapshot.Threads threads = pool.threads();
        PoolSnapshot.Queue queue = pool.queue();
        return name(pool) + ": " + Order.state(seen, pool).id()
                + (verdict == null || verdict.cause() == null
                        ? ""
                        : " (" + verdict.cause().id() + ")")
                + ", " + threads.blocked() + " of " + DiagnoseText.count(threads.size(), "worker") + " blocked, "
                + threads.running() + " running, " + threads.idle() + " idle; "
                + (queue.depth() == 0 ? "nothing queued" : DiagnoseText.count(queue.depth(), "task") + " queued")
                + (queue.depth() == 0 || queue.headAgeMs() == null
                        ? ""
                        : ", the oldest for " + (beganBefore(queue.headAgeMs(), pool, seen) ? "over " : "")
                                + Words.millis(queue.headAgeMs()));
    }

    private static String name(PoolSnapshot pool) {
        return io.poolscope.report.Escape.name(pool.name());
    }

    /**
     * Whether something of that age was there at the first look already, which a finding about the pool tells: its age is
     * then the least that it can be.
     */
    private static boolean beganBefore(double ms, PoolSnapshot pool, Assessment seen) {
        boolean dead = Order.state(seen, pool) == PoolVerdict.State.DEADLOCKED;
        return seen.findings().stream()
                .filter(finding -> finding.open() && finding.beganBefore())
                .filter(finding -> pool.id().equals(finding.poolId())
                        || dead && finding.rule().equals("pool-deadlock"))
                .anyMatch(finding ->
                        Duration.between(finding.firstSeen(), seen.snapshot().at())
                                        .toMillis()
                                <= ms + ONE_ROUND_MS);
    }

    private String site(WaitSite site, PoolSnapshot pool, Assessment seen) {
        Snapshot snapshot = seen.snapshot();
        boolean before = site.longestOpenMs() != null && beganBefore(site.longestOpenMs(), pool, seen);
        String call = site.call() == null ? "" : " in " + brief(site.call());
        String now = site.openWaits() == 0
                ? "no wait open now, " + Words.millis(site.blockedMs()) + " of worker time in the window"
                : DiagnoseText.count(site.openWaits(), "worker") + " now"
                        + (site.longestOpenMs() == null
                                ? ""
                                : (before ? ", the longest since before " : ", the longest since ")
                                        + Words.time(
                                                snapshot.at().minusMillis(Math.round(site.longestOpenMs())),
                                                snapshot.at(),
                                                zone)
                                        + (before ? ", over " : ", ")
                                        + Words.millis(site.longestOpenMs()));
        return site.kind().id() + call + " at " + site.site() + ": " + now;
    }

    /** {@code CompletableFuture.join} of {@code java.util.concurrent.CompletableFuture.join}. */
    private static String brief(String call) {
        int method = call.lastIndexOf('.');
        return call.substring(call.lastIndexOf('.', method - 1) + 1);
    }

    private static String awaited(Awaits awaits, PoolSnapshot pool) {
        StringBuilder text = new StringBuilder("waits for ").append(task(awaits));
        String runsIn = awaits.runsIn();
        switch (awaits.state()) {
            case QUEUED ->
                text.append(", queued in ")
                        .append(runsIn == null ? "a pool" : runsIn.equals(pool.name()) ? "this same pool" : runsIn);
            case RUNNING -> text.append(", which runs").append(awaits.owner() == null ? "" : " on " + awaits.owner());
            case HELD ->
                text.append(", held by ").append(awaits.owner() == null ? "a thread not seen" : awaits.owner());
            case UNKNOWN ->
                text.append(runsIn == null ? ", nobody seen who would end it" : ", likely due from " + runsIn);
        }
        return text
                + (awaits.submittedAt() == null
                        ? ""
                        : ", submitted at " + awaits.submittedAt().brief());
    }

    /** A lambda's class has no name that a person gave it. */
    private static String task(Awaits awaits) {
        String task = awaits.task() == null ? awaits.type() : awaits.task();
        int lambda = task.indexOf("$$Lambda");
        return lambda > 0 ? "a lambda of " + task.substring(0, lambda) : task;
    }
}
