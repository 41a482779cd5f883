package io.poolscope.rule;

import io.poolscope.snapshot.ExecutorKin;
import io.poolscope.snapshot.ExecutorKin.Member;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One place makes executors again and again, and nobody shuts them down. Silent where they are made at once, as at a
 * start; where older ones still get tasks (those are a pool of executors); and where some are shut down.
 */
final class PoolLeak implements Rule {
    private static final Threshold ALIVE = Threshold.count("alive", 10);
    private static final Threshold MADE = Threshold.count("made", 5);
    private static final Threshold WITHIN = Threshold.millis("within", 10_000);
    /** Seconds of these in which at least one was made: what starts makes many at once, what leaks goes on. */
    private static final Threshold SECONDS = Threshold.count("seconds", 3);
    /** The newest, which may still be at work. */
    private static final Threshold NEWEST = Threshold.count("newest", 3);

    /** Times {@link #ALIVE} and {@link #MADE} where the line is not known and nobody named the threads: no sign of kinship. */
    private static final Threshold UNNAMED = Threshold.count("unnamed", 2);

    private static final Set<String> NAMES_OF_THE_JDK = Set.of("pool-*", "ForkJoinPool-*");

    /** From then on an executor that was made for one task has had it. */
    private static final double SETTLED_MS = 2500;

    @Override
    public String id() {
        return "pool-leak";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ALIVE, MADE, WITHIN, SECONDS, NEWEST, UNNAMED);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        List<Draft> drafts = new ArrayList<>();
        for (ExecutorKin kin : looks.newest().facts().of(ExecutorKin.class)) {
            PoolSnapshot pool = Looks.pool(looks.newest(), kin.poolId());
            if (pool != null && leaks(kin, limits)) {
                drafts.add(PoolLeakText.draft(
                        this, looks.newest(), pool, kin, made(kin, limits.of(WITHIN)), limits.of(WITHIN)));
            }
        }
        return Outcome.of(drafts);
    }

    private static boolean leaks(ExecutorKin kin, Limits limits) {
        List<Member> members = kin.members();
        if (members.size() < factor(kin, limits) * limits.count(ALIVE) || kin.shutDown() > 0 || !goesOn(kin, limits)) {
            return false;
        }
        for (int i = limits.count(NEWEST); i < members.size(); i++) {
            if (!members.get(i).idle()) {
                return false;
            }
        }
        return members.stream().noneMatch(member -> member.taking() && settled(member));
    }

    private static boolean settled(Member member) {
        return member.ageMs() == null || member.ageMs() > SETTLED_MS;
    }

    /** Where no further executor is followed, none can be seen to be made: what went on until then counts as going on. */
    private static boolean goesOn(ExecutorKin kin, Limits limits) {
        double within = limits.of(WITHIN);
        long seconds = kin.members().stream()
                .filter(member -> member.ageMs() != null && member.ageMs() <= within)
                .mapToLong(member -> Math.round(member.ageMs() / 1000))
                .distinct()
                .count();
        return kin.cut()
                || made(kin, within) >= factor(kin, limits) * limits.count(MADE) && seconds >= limits.count(SECONDS);
    }

    private static int factor(ExecutorKin kin, Limits limits) {
        return kin.site() == null && NAMES_OF_THE_JDK.contains(kin.family()) ? limits.count(UNNAMED) : 1;
    }

    private static int made(ExecutorKin kin, double within) {
        return (int) kin.members().stream()
                .filter(member -> member.ageMs() != null && member.ageMs() <= within)
                .count();
    }
}
