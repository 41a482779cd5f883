package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One story, one finding: of the drafts of a look keeps those that no other explains, and notes with each what it
 * explains. A draft is explained by one that claims it and is at least as severe, also over several steps.
 *
 * <p>Two figures lag: sums over the window outlive the trouble that made them, and a trouble may be missed at one look.
 * So what was told lately still explains. And sums are reached before a stand can be proved: a pool that seems to be
 * coming to a stand has its lesser findings held back for as long as the proof may take.
 */
final class Story {
    /** Rules that sum over the window: they hold as long as the window remembers. */
    private static final Set<String> WINDOWED = Set.of("blocking-wait", "starvation-hazard");

    private static final Set<String> LESSER =
            Set.of("blocking-wait", "starvation-hazard", "slow-queue", "late-schedule");

    /** Looks that starvation needs, one more for the head of the queue to age. */
    private static final int SUSPENSE = 4;

    /** Apart, so that the JVM makes these functions when there is something to order, and not at every start. */
    private static final class Order {
        static final Comparator<Draft> WORST_FIRST = Comparator.comparing(Draft::severity)
                .reversed()
                .thenComparing(draft -> Rules.ids().indexOf(draft.rule()))
                .thenComparing(Draft::key)
                .thenComparing(draft -> String.valueOf(draft.poolId()));
    }

    /**
     * What explains for a while.
     *
     * @param root what explained it in turn, itself where nothing did: of a circle's members the one that is told
     */
    private record Memory(Draft draft, Draft root, Snapshot last) {}

    private final Map<String, Memory> lately = new LinkedHashMap<>();

    /**
     * A finding to tell.
     *
     * @param draft the finding
     * @param also ids of the rules whose findings it explains
     */
    record Told(Draft draft, List<String> also) {}

    /**
     * What one look amounts to.
     *
     * @param told findings, worst first
     * @param explained keys of findings that are part of another one's story
     */
    record Chapter(List<Told> told, Set<String> explained) {}

    /**
     * Sorts the drafts of the newest look.
     *
     * @param open whether a finding of this key is open: it is not held back
     */
    Chapter tell(Looks looks, List<Draft> all, Predicate<String> open) {
        Snapshot now = looks.newest();
        List<Draft> drafts =
                all.size() < 2 ? all : all.stream().sorted(Order.WORST_FIRST).toList();
        int[] explainer = new int[drafts.size()];
        for (int i = 0; i < explainer.length; i++) {
            explainer[i] = explainer(drafts, i);
        }
        Map<Integer, Set<String>> also = new LinkedHashMap<>();
        Set<String> explained = new HashSet<>();
        for (int i = 0; i < explainer.length; i++) {
            Draft draft = drafts.get(i);
            int root = root(explainer, i);
            if (root != i) {
                explained.add(draft.key());
                also.computeIfAbsent(root, r -> new TreeSet<>()).add(draft.rule());
            } else if (lately.values().stream().anyMatch(memory -> explains(memory, draft, now))) {
                explained.add(draft.key());
            } else if (open.test(draft.key()) || !suspense(looks, draft)) {
                also.computeIfAbsent(i, r -> new TreeSet<>());
            }
        }
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < explainer.length; i++) {
            Set<String> rules = also.get(i);
            if (rules != null && !explained.contains(drafts.get(i).key())) {
                told.add(new Told(drafts.get(i), List.copyOf(rules)));
            }
        }
        remember(drafts, explainer, now);
        return new Chapter(told, explained);
    }

    private static int explainer(List<Draft> drafts, int of) {
        for (int i = 0; i < drafts.size(); i++) {
            if (i != of && explains(drafts.get(i), drafts.get(of))) {
                return i;
            }
        }
        return of;
    }

    private static boolean explains(Draft cause, Draft effect) {
        return cause.severity().compareTo(effect.severity()) >= 0
                && cause.claims().stream().anyMatch(claim -> claim.covers(effect));
    }

    private static boolean explains(Memory memory, Draft effect, Snapshot now) {
        boolean holds = WINDOWED.contains(effect.rule())
                ? !memory.last.at().isBefore(now.from())
                : memory.last.look() >= now.look() - Ledger.CLOSE_AFTER;
        return holds
                && !memory.draft.key().equals(effect.key())
                && !memory.root.key().equals(effect.key())
                && explains(memory.draft, effect);
    }

    /** Follows explanations to their root; of drafts that explain each other in a circle the first is the root. */
    private static int root(int[] explainer, int of) {
        int i = of;
        for (int steps = 0; steps <= explainer.length && explainer[i] != i; steps++) {
            i = explainer[i];
        }
        int first = i;
        for (int j = explainer[i]; j != i; j = explainer[j]) {
            first = Math.min(first, j);
        }
        return first;
    }

    /** Whether the pool has just come to a stand: whether it starves cannot be said yet. */
    private static boolean suspense(Looks looks, Draft draft) {
        PoolSnapshot pool = draft.poolId() == null ? null : Looks.pool(looks.newest(), draft.poolId());
        if (pool == null || !LESSER.contains(draft.rule()) || draft.severity() == Severity.CRITICAL) {
            return false;
        }
        PoolLooks row = looks.of(pool);
        return stands(row, 0) && !row.held(SUSPENSE, ago -> stands(row, ago));
    }

    private static boolean stands(PoolLooks row, int ago) {
        PoolSnapshot then = row.row().get(ago);
        return row.noneIdle(ago)
                && then.queue().depth() > 0
                && 2 * then.look().meanBlocked() >= then.threads().size();
    }

    private void remember(List<Draft> drafts, int[] explainer, Snapshot now) {
        for (int i = 0; i < explainer.length; i++) {
            Draft draft = drafts.get(i);
            if (!draft.claims().isEmpty()) {
                lately.put(draft.key() + draft.poolId(), new Memory(draft, drafts.get(root(explainer, i)), now));
            }
        }
        if (lately.isEmpty()) {
            return;
        }
        lately.values()
                .removeIf(memory ->
                        memory.last.at().isBefore(now.from()) && memory.last.look() < now.look() - Ledger.CLOSE_AFTER);
        while (lately.size() > Ledger.MAX_FINDINGS) {
            lately.remove(lately.keySet().iterator().next());
        }
    }
}
