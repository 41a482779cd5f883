package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.ExecutorKin;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.Objects;

/** What is told of executors that are made and never shut down. */
final class PoolLeakText {
    private static final String WHY =
            "Each executor keeps its threads until it is shut down; dropping the last reference to it frees nothing. Threads"
                    + " pile up, a megabyte of stack each, until the JVM or the machine can make no more.";

    private PoolLeakText() {}

    static Draft draft(Rule rule, Snapshot now, PoolSnapshot pool, ExecutorKin kin, int made, double withinMs) {
        CodeLocation site = kin.site();
        int alive = kin.members().size();
        long idle = kin.members().stream().filter(ExecutorKin.Member::idle).count();
        String many = (kin.cut() ? "over " : "") + alive;
        String which = site == null ? "executors named " + kin.family() : "executors made at " + Words.line(site);
        String within = Words.duration(withinMs);
        double oldestMs = kin.members().stream()
                .map(ExecutorKin.Member::ageMs)
                .filter(Objects::nonNull)
                .mapToDouble(age -> age)
                .max()
                .orElse(0);
        // Where the line is known they were made under poolscope's eyes, be it before the first look.
        boolean before = site == null && kin.members().get(alive - 1).ageMs() == null;
        return new Draft.Builder(rule, Severity.WARNING, pool)
                .title(many + " " + which + " are alive, " + made + " of them made in the last " + within
                        + "; none was shut down, " + idle + " are idle")
                .line(many + " executors (" + kin.type() + "), named " + kin.family() + ", with "
                        + Words.count(kin.threads(), "thread") + "; " + idle + " have no task")
                .line(site == null ? "where they are made was not seen: no probe was there" : "each made at " + site)
                .line(made + " made in the last " + within + ", none was shut down")
                .advise(
                        WHY,
                        site == null
                                ? "make one such executor and share it, or shut each down when its work is done; attach with"
                                        + " probes=on to see the line"
                                : "make one executor and share it (a field, a bean) instead of one for each call at "
                                        + Words.line(site) + ", or shut it down in a finally block (from Java 19 on"
                                        + " try-with-resources)")
                .at(site, null)
                .since(now.at().minusMillis(Math.round(oldestMs)), before)
                .figure("executors", alive)
                .figure("made", made)
                .figure("idle", idle)
                .figure("threads", kin.threads())
                .figure("family", kin.family())
                .draft();
    }
}
