package io.poolscope.rule;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Assessment.NotEvaluated;
import io.poolscope.finding.FindingEvent;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import io.poolscope.guard.Fuses;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Evaluates the rules on each snapshot and keeps the lives of their findings. poolscope's thread only. */
public final class Judge {
    /** A library's housekeeping pool is nobody's concern until it stops. */
    private static final Set<String> CONCERN_LIBRARIES = Set.of("pool-deadlock", "pool-starvation");

    private final List<String> complaints = new ArrayList<>();
    private final Fuses fuses = new Fuses(System::nanoTime);
    private final Ledger ledger;
    private final Story story = new Story();
    private RuleSettings settings;
    private volatile Map<String, Limits> limits;
    private AllowList allowed;
    private Looks looks = Looks.none();

    /** Makes a judge with no history. */
    public Judge(RuleSettings settings) {
        this.settings = settings;
        this.limits = Limits.resolve(settings, complaints);
        this.allowed = new AllowList(settings.allow(), complaints);
        this.ledger = new Ledger(settings.logRepeat());
        judgeNames();
    }

    /** Judges the next looks by other settings. What was seen and what is open stays. */
    public void change(RuleSettings changed) {
        complaints.clear();
        settings = changed;
        limits = Limits.resolve(changed, complaints);
        allowed = new AllowList(changed.allow(), complaints);
        ledger.tellEvery(changed.logRepeat());
        judgeNames();
    }

    private void judgeNames() {
        for (String id : new TreeSet<>(settings.off())) {
            if (Rules.byId(id) == null) {
                complaints.add("rules=-" + id + ": " + Rules.unknown(id));
            }
        }
    }

    /**
     * Evaluates all rules.
     *
     * @param snapshot the newest look; looks must come in order
     */
    public Assessment assess(Snapshot snapshot) {
        looks = looks.plus(snapshot);
        allowed.look(snapshot.at());
        List<Draft> drafts = new ArrayList<>();
        List<NotEvaluated> notEvaluated = new ArrayList<>();
        for (Rule rule : Rules.all()) {
            evaluate(rule, drafts, notEvaluated);
        }
        Map<String, PoolVerdict> verdicts = Verdicts.of(looks, drafts);
        List<Draft> wanted = drafts.stream()
                .filter(draft -> !settings.off().contains(draft.rule()))
                .map(draft -> concerns(draft) ? draft : draft.atMost(Severity.INFO))
                .toList();
        Story.Chapter chapter = story.tell(looks, wanted, ledger::open);
        List<FindingEvent> events = ledger.enter(snapshot, chapter, allowed::accepts);
        return new Assessment(
                counted(snapshot),
                Collections.unmodifiableMap(verdicts),
                ledger.findings(),
                List.copyOf(events),
                List.copyOf(notEvaluated),
                ledger.opened());
    }

    /** A rule that fails must not silence the others, and its silence must not pass for health. */
    private void evaluate(Rule rule, List<Draft> drafts, List<NotEvaluated> notEvaluated) {
        boolean off = settings.off().contains(rule.id());
        if (off) {
            notEvaluated.add(new NotEvaluated(rule.id(), "switched off by rules=-" + rule.id()));
        }
        String missing = rule.needs().missing(looks.newest().coverage());
        if (missing != null) {
            if (!off) {
                notEvaluated.add(new NotEvaluated(rule.id(), missing));
            }
            return;
        }
        String part = "rule-" + rule.id();
        boolean judged = fuses.run(part, () -> {
            Outcome outcome = rule.evaluate(looks, limits.getOrDefault(rule.id(), Limits.DEFAULTS));
            drafts.addAll(outcome.drafts());
            if (outcome.lacking() != null && !off) {
                notEvaluated.add(new NotEvaluated(rule.id(), outcome.lacking()));
            }
        });
        if (!judged && !off) {
            notEvaluated.add(new NotEvaluated(
                    rule.id(),
                    fuses.blown(part) ? "failed time after time, and is switched off" : "failed: see coverage.lost"));
        }
    }

    /** What failed inside, rule by rule. */
    public Fuses fuses() {
        return fuses;
    }

    private boolean concerns(Draft draft) {
        PoolSnapshot pool = draft.poolId() == null ? null : Looks.pool(looks.newest(), draft.poolId());
        // The scheduler of virtual threads is the JDK's own, what runs on it is the application's.
        return pool == null
                || !pool.library()
                || pool.kind() == PoolKind.VIRTUAL_SCHEDULER
                || CONCERN_LIBRARIES.contains(draft.rule());
    }

    /** The snapshot with the findings that found no room among its losses. */
    private Snapshot counted(Snapshot s) {
        if (ledger.dropped() == 0) {
            return s;
        }
        Map<String, Long> lost = new LinkedHashMap<>(s.coverage().lost());
        lost.put("findings-over-limit", ledger.dropped());
        return s.with(new Coverage(s.coverage().probes(), lost));
    }

    /**
     * What is wrong with the settings (unknown rule or threshold, bad value, bad allow entry), one clear line each; after
     * a look also the allow entries that are past their date.
     */
    public List<String> complaints() {
        List<String> lines = new ArrayList<>(complaints);
        lines.addAll(allowed.expired());
        return List.copyOf(lines);
    }

    /** The allow entries that have matched nothing so far, one clear line each: to be told at the end of a run. */
    public List<String> unmatchedAllows() {
        return allowed.unmatched();
    }

    /** Every threshold as {@code rule.<id>.<name>} with the value that counts, in the order of the rules. Any thread. */
    public Map<String, String> thresholds() {
        Map<String, String> shown = new LinkedHashMap<>();
        Map<String, Limits> counting = limits;
        for (Rule rule : Rules.all()) {
            Limits of = counting.getOrDefault(rule.id(), Limits.DEFAULTS);
            rule.thresholds().forEach(t -> shown.put("rule." + rule.id() + "." + t.name(), t.show(of.of(t))));
        }
        return shown;
    }
}
