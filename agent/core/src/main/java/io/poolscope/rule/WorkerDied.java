package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WorkerDeath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tasks throw, each such task ends its worker, and the pool makes new ones: a thread for each failure. */
final class WorkerDied implements Rule {
    /** Of one pool in the window. */
    private static final Threshold COUNT = Threshold.count("count", 5);

    private static final String WHY =
            "A task handed over with execute that throws ends the thread that runs it. The pool makes a new one, which costs"
                    + " more than most tasks; the exception goes to the uncaught exception handler, and whoever handed the"
                    + " task over never learns of it.";

    @Override
    public String id() {
        return "worker-died";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("failed")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(COUNT);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        List<WorkerDeath> all = looks.newest().facts().of(WorkerDeath.class);
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot pool :
                all.isEmpty() ? List.<PoolSnapshot>of() : looks.newest().pools()) {
            List<WorkerDeath> its = all.stream()
                    .filter(death -> death.poolId().equals(pool.id()))
                    .sorted(Comparator.comparingLong(WorkerDeath::count)
                            .reversed()
                            .thenComparing(death -> String.valueOf(death.site()))
                            .thenComparing(WorkerDeath::exception))
                    .toList();
            long died = its.stream().mapToLong(WorkerDeath::count).sum();
            if (died >= limits.count(COUNT)) {
                drafts.add(draft(looks.newest(), pool, its, died));
            }
        }
        return Outcome.of(drafts);
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, List<WorkerDeath> deaths, long died) {
        WorkerDeath most = deaths.get(0);
        CodeLocation site = most.site();
        String name = pool.name();
        String window = Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
        String at = site == null ? "" : " at " + Words.line(site);
        double sinceMs = deaths.stream().mapToDouble(WorkerDeath::sinceMs).max().orElse(0);
        Draft.Builder draft = new Draft.Builder(this, Severity.WARNING, pool)
                .title(Words.count(died, "worker") + " of " + name + " died of "
                        + (most.count() == died ? "" : "exceptions, most of ") + Words.simple(most.exception())
                        + (site == null ? "" : " thrown" + at) + " in " + window + ", and were replaced");
        for (WorkerDeath death : deaths.subList(0, Math.min(3, deaths.size()))) {
            draft.line(death.count() + " x " + death.exception()
                    + (death.site() == null ? ", which has no stack" : " thrown at " + death.site()));
        }
        return draft.line("size " + pool.threads().size() + " now; each was replaced by a new thread")
                .advise(
                        WHY,
                        "catch what the task throws" + at + " and deal with it there; or hand the task over with submit"
                                + " instead of execute, and read the Future: then the worker lives")
                .at(site, most.stack())
                .since(now.at().minusMillis(Math.round(sinceMs)), false)
                .figure("died", died)
                .figure("exception", most.exception())
                .figure("places", deaths.size())
                .draft();
    }
}
