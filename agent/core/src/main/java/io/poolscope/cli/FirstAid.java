package io.poolscope.cli;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.report.Order;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person on call can do at once about a finding, while the code is what it is. Never promises more than is known. */
final class FirstAid {
    private FirstAid() {}

    /** Sentences in the order in which to act. */
    static List<String> of(Finding finding, Assessment seen) {
        List<String> steps = new ArrayList<>();
        String pool = finding.pool() == null ? "the pool" : finding.pool();
        Optional<WaitSite> site = site(finding, seen);
        switch (finding.rule()) {
            case "pool-deadlock" -> deadlock(steps, pool, site, finding, seen);
            case "pool-starvation" -> starvation(steps, pool, site, finding);
            case "lock-held-while-waiting" -> {
                steps.add("See what the holder waits for" + who(site)
                        + ": all who need the lock wait as long as it does.");
                steps.add("Fewer requests that need this lock shorten the line. More workers do not: they join it.");
            }
            case "lock-convoy" ->
                steps.add("Fewer requests that need this lock shorten the line. More workers do not: they join it.");
            case "resource-starvation" -> resource(steps, pool, site, finding);
            case "carrier-pinned" -> {
                steps.add(
                        "More carriers put it off (-Djdk.virtualThreadScheduler.parallelism, at the next start): each one"
                                + " that is held is missing.");
                steps.add("Fewer requests that come to this line leave carriers to the others.");
            }
            case "cpu-hog" ->
                steps.add(
                        "If nobody expects this computation, find what it was given; a task that runs cannot be stopped"
                                + " from outside, only its JVM.");
            case "pool-growth" -> {
                steps.add("See what they all wait for" + who(site) + ": each further request adds a thread.");
                steps.add("Take load off " + pool
                        + " before the JVM can make no more threads; a restart only starts anew.");
            }
            case "pool-leak" ->
                steps.add("See how many threads the process may have (ulimit -u, the container's pids limit): plan a"
                        + " restart before they are used up.");
            case "worker-died" ->
                steps.add("See what became of the tasks that threw: they were not finished, and nobody was told.");
            case "late-schedule" ->
                steps.add("See what the late task is for, a lease, a health check: others may take this JVM for dead.");
            case "blocking-wait" ->
                steps.add("Nothing has to be done this minute. If " + pool
                        + " runs short of workers, less load or a larger pool buys time, as long as what they wait for"
                        + who(site) + " can take it.");
            case "slow-queue" -> slow(steps, pool, finding, seen);
            case "rejected-tasks" -> {
                steps.add("Find out what became of the rejected tasks: by default the caller got a"
                        + " RejectedExecutionException, and the work was not done.");
                steps.add("Take load off " + pool + ". A longer queue only helps against a burst.");
            }
            case "starvation-hazard" ->
                steps.add("Nothing now: it went well. Do not make " + pool
                        + " smaller, and do not send it more work at once, before this is changed.");
            default -> steps.add("No quick remedy is known for this; change what is said below.");
        }
        return steps;
    }

    private static void deadlock(
            List<String> steps, String pool, Optional<WaitSite> site, Finding finding, Assessment seen) {
        steps.add("Take the evidence first: poolscope report "
                + seen.snapshot().jvm().pid() + " -o deadlock.html");
        boolean queued = site.map(WaitSite::awaits)
                .filter(awaits -> awaits.state() == Awaits.State.QUEUED)
                .isPresent();
        if (finding.proved()) {
            steps.add("Then restart this JVM: nothing in it can end these waits"
                    + (queued
                            ? ". Only if the application lets you raise the size of " + pool
                                    + " while it runs can that free it, until it fills up again."
                            : "."));
            steps.add("It can come back at once under the same load: let less of it in until the code is changed.");
        } else {
            steps.add("Then look once more; if nothing has moved, restart this JVM.");
        }
    }

    private static void starvation(List<String> steps, String pool, Optional<WaitSite> site, Finding finding) {
        site.ifPresent(at -> steps.add(
                switch (at.kind()) {
                    case SOCKET ->
                        "See what is at the other end of the connection used at "
                                + at.site().brief() + ": it answers late or not at all.";
                    case CONNECTION_POOL, SEMAPHORE ->
                        "See who holds the connections or permits that are waited for at "
                                + at.site().brief() + ", and for how long.";
                    case MONITOR, LOCK -> "See what the lock's holder" + who(site) + " does: all of them wait for it.";
                    case PROCESS ->
                        "See what the process does that is waited for at "
                                + at.site().brief() + ".";
                    default -> "See why what they wait for" + who(site) + " takes so long or never comes.";
                }));
        steps.add("Let less work into " + pool
                + " (shed load, send it elsewhere): the queue drains only while more ends than arrives.");
        boolean itself = Boolean.TRUE.equals(finding.evidence().get("likelyWaitsForItself"));
        steps.add(
                itself
                        ? "If it does not drain with less load, restart: the pool likely waits for itself. A larger pool"
                                + " puts that off."
                        : "A larger pool helps only if what is waited for can serve more at once; a restart only empties"
                                + " the queue.");
    }

    private static void resource(List<String> steps, String pool, Optional<WaitSite> site, Finding finding) {
        if (finding.evidence().containsKey("holdAndWait")) {
            steps.add("Let less work into " + pool
                    + ": while fewer tasks run at once than the resource has to lend, each gets its second one.");
            steps.add(
                    "A larger pool of connections puts it off; a restart, or the time limit of the wait, frees what is"
                            + " held until it happens again.");
            return;
        }
        site.ifPresent(at -> steps.add("See who holds the connections or permits that are waited for at "
                + at.site().brief() + ", and for how long."));
        steps.add("More of them help only if what is behind them can serve more at once; more workers do not, they join"
                + " the line. Less load does.");
    }

    private static void slow(List<String> steps, String pool, Finding finding, Assessment seen) {
        PoolVerdict verdict = finding.poolId() == null ? null : seen.verdicts().get(finding.poolId());
        PoolVerdict.Cause cause = verdict == null ? null : verdict.cause();
        if (cause == PoolVerdict.Cause.CPU) {
            steps.add("The processors are what is short: more workers do not help, less load or another machine does.");
        } else if (cause == PoolVerdict.Cause.PAUSED) {
            steps.add("The JVM stood still: see the garbage collector's log and the machine, not the pool.");
        } else {
            steps.add("Let less work into " + pool + ", or give it more workers if processors are free.");
        }
    }

    private static String who(Optional<WaitSite> site) {
        return site.map(WaitSite::awaits)
                .map(awaits -> awaits.owner() != null
                        ? " (" + awaits.owner() + ")"
                        : awaits.runsIn() != null ? " (due from pool " + awaits.runsIn() + ")" : "")
                .orElse("");
    }

    /** The first of the finding's sites. */
    private static Optional<WaitSite> site(Finding finding, Assessment seen) {
        return Order.sites(seen.snapshot()).stream()
                .filter(site -> finding.sites().contains(site.rank()))
                .findFirst();
    }
}
