package io.poolscope.report;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.Comparator;
import java.util.List;

/** The order in which every output lists things: the worst first, and the same input always in the same order. */
public final class Order {
    private Order() {}

    /** Pools by verdict, then by the age of the oldest queued task, then by blocked workers. */
    public static List<PoolSnapshot> pools(Assessment assessment) {
        Comparator<PoolSnapshot> worst = Comparator.comparing((PoolSnapshot pool) -> state(assessment, pool))
                .thenComparing(pool ->
                        pool.queue().headAgeMs() == null ? -1.0 : pool.queue().headAgeMs())
                .thenComparing(pool -> pool.threads().blocked())
                .reversed()
                .thenComparing(PoolSnapshot::name)
                .thenComparing(PoolSnapshot::id);
        return assessment.snapshot().pools().stream().sorted(worst).toList();
    }

    /** The word for a pool's state; unknown where no rule judged it. */
    public static PoolVerdict.State state(Assessment assessment, PoolSnapshot pool) {
        PoolVerdict verdict = assessment.verdicts().get(pool.id());
        return verdict == null ? PoolVerdict.State.UNKNOWN : verdict.state();
    }

    /** Sites by blocked time in the window. */
    public static List<WaitSite> sites(Snapshot snapshot) {
        return snapshot.sites().stream()
                .sorted(Comparator.comparingDouble(WaitSite::blockedMs)
                        .reversed()
                        .thenComparing(WaitSite::rank))
                .toList();
    }

    /** Findings by severity, then by when they were first seen. */
    public static List<Finding> findings(Assessment assessment) {
        return assessment.findings().stream()
                .sorted(Comparator.comparing(Finding::severity)
                        .reversed()
                        .thenComparing(Finding::firstSeen)
                        .thenComparing(Finding::id))
                .toList();
    }
}
