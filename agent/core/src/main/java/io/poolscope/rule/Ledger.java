package io.poolscope.rule;

import io.poolscope.finding.Assessment.Opened;
import io.poolscope.finding.Finding;
import io.poolscope.finding.FindingEvent;
import io.poolscope.finding.FindingEvent.Change;
import io.poolscope.finding.Severity;
import io.poolscope.finding.Suppression;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lives of findings. A finding opens at the first look at which it holds, closes when it has not held in
 * {@link #CLOSE_AFTER} looks, and keeps its worst severity while it is open: a condition that comes and goes is one
 * finding, not twenty. One that turns out to be part of another's story is folded into it and forgotten.
 */
final class Ledger {
    /** Looks without it after which a finding is closed. */
    static final int CLOSE_AFTER = 3;
    /** Findings kept, open and closed; beyond, the one that closed first is forgotten. */
    static final int MAX_FINDINGS = 1000;

    /** Apart, so that the JVM makes these functions when there is something to order, and not at every start. */
    private static final class Order {
        static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Finding::firstSeen)
                .thenComparing(Finding::id)
                .thenComparing(finding -> String.valueOf(finding.pool()));
    }

    private Duration logRepeat;
    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<Opened, Long> opened = new LinkedHashMap<>();
    private @Nullable Instant firstLook;
    private long dropped;

    /** One finding. */
    private static final class Life {
        Finding finding;
        Instant firstOpened;
        Instant lastTold;
        int missed;
        int reopened;
        boolean told;

        Life(Finding finding) {
            this.finding = finding;
            this.firstOpened = finding.firstSeen();
            this.lastTold = finding.lastSeen();
        }
    }

    Ledger(Duration logRepeat) {
        this.logRepeat = logRepeat;
    }

    /** From now on an open finding is told again so often. */
    void tellEvery(Duration repeat) {
        logRepeat = repeat;
    }

    /** Whether the finding of this key is open. */
    boolean open(String key) {
        Life life = lives.get(key);
        return life != null && life.finding.open();
    }

    /**
     * Enters a look.
     *
     * @param allowed says which entry accepts a draft, null for none
     * @return what changed, worst first
     */
    List<FindingEvent> enter(Snapshot now, Story.Chapter chapter, Function<Draft, @Nullable Suppression> allowed) {
        if (firstLook == null) {
            firstLook = now.at();
        }
        List<FindingEvent> events = new ArrayList<>();
        Set<String> held = new HashSet<>();
        for (Story.Told told : chapter.told()) {
            // Pools whose names differ in digits only share a finding: the worst speaks for all of them.
            if (held.add(told.draft().key())) {
                hold(now, told, allowed.apply(told.draft()), events);
            }
        }
        List<String> absorbed = new ArrayList<>();
        for (Map.Entry<String, Life> each : lives.entrySet()) {
            String key = each.getKey();
            Life life = each.getValue();
            boolean explained = chapter.explained().contains(key) && !held.contains(key);
            if (life.finding.open() && !held.contains(key) && (++life.missed >= CLOSE_AFTER || explained)) {
                life.finding = with(life.finding, false);
                if (life.told) {
                    events.add(new FindingEvent(explained ? Change.FOLDED : Change.CLOSED, life.finding));
                }
                if (explained) {
                    absorbed.add(key);
                }
                life.told = false;
            }
        }
        lives.keySet().removeAll(absorbed);
        if (events.size() > 1) {
            events.sort(Comparator.comparing(FindingEvent::finding, Order.WORST_FIRST));
        }
        return events;
    }

    private void hold(Snapshot now, Story.Told told, @Nullable Suppression suppressed, List<FindingEvent> events) {
        Draft draft = told.draft();
        Life life = lives.get(draft.key());
        if (life == null) {
            if (!room()) {
                dropped++;
                return;
            }
            life = new Life(finding(now, told, began(now, draft), draft.severity(), 1, suppressed, null));
            lives.put(draft.key(), life);
        } else if (life.finding.open()) {
            Finding was = life.finding;
            Severity severity = was.severity().compareTo(draft.severity()) > 0 ? was.severity() : draft.severity();
            life.finding = finding(now, told, was.firstSeen(), severity, was.count() + 1, suppressed, life);
            if (life.told && suppressed == null) {
                if (severity != was.severity()) {
                    tell(life, Change.RAISED, now, events);
                } else if (Duration.between(life.lastTold, now.at()).compareTo(logRepeat) >= 0) {
                    life.lastTold = now.at();
                    events.add(new FindingEvent(Change.REPEATED, life.finding));
                }
            }
        } else {
            life.reopened++;
            life.finding =
                    finding(now, told, began(now, draft), draft.severity(), life.finding.count() + 1, suppressed, life);
        }
        life.missed = 0;
        if (!life.told && suppressed == null) {
            tell(life, Change.OPENED, now, events);
        }
    }

    private void tell(Life life, Change change, Snapshot now, List<FindingEvent> events) {
        Finding finding = life.finding;
        String pool = finding.pool() == null ? "" : finding.pool();
        Opened key = new Opened(finding.rule(), pool, finding.severity());
        if (opened.size() >= MAX_FINDINGS && !opened.containsKey(key)) {
            key = new Opened(finding.rule(), "other", finding.severity());
        }
        opened.put(key, opened.getOrDefault(key, 0L) + 1);
        life.told = true;
        life.lastTold = now.at();
        events.add(new FindingEvent(change, finding));
    }

    /** When it began, no earlier than the first look: before that nothing was seen. */
    private Instant began(Snapshot now, Draft draft) {
        Instant since = draft.since() == null || draft.since().isAfter(now.at()) ? now.at() : draft.since();
        return firstLook != null && since.isBefore(firstLook) ? firstLook : since;
    }

    private boolean room() {
        if (lives.size() >= MAX_FINDINGS) {
            lives.entrySet().stream()
                    .filter(e -> !e.getValue().finding.open())
                    .min(Comparator.comparing(e -> e.getValue().finding.lastSeen()))
                    .map(Map.Entry::getKey)
                    .ifPresent(key -> {
                        lives.remove(key);
                        dropped++;
                    });
        }
        return lives.size() < MAX_FINDINGS;
    }

    private static Finding finding(
            Snapshot now,
            Story.Told told,
            Instant firstSeen,
            Severity severity,
            long count,
            @Nullable Suppression suppressed,
            @Nullable Life life) {
        Draft d = told.draft();
        Map<String, Object> evidence = new LinkedHashMap<>(d.evidence());
        if (!told.also().isEmpty()) {
            evidence.put("also", told.also());
        }
        if (life != null && life.reopened > 0) {
            evidence.put("reopened", life.reopened);
            evidence.put("firstOpened", life.firstOpened.toString());
        }
        return new Finding(
                FindingKey.id(d.key()),
                d.rule(),
                severity,
                d.pool(),
                d.poolId(),
                d.site(),
                d.title(),
                d.details(),
                d.explanation(),
                d.fix(),
                d.proved(),
                Collections.unmodifiableMap(evidence),
                d.chain(),
                d.stack(),
                d.sites(),
                firstSeen,
                d.beganBefore() || life != null && life.finding.open() && life.finding.beganBefore(),
                now.at(),
                count,
                true,
                suppressed);
    }

    private static Finding with(Finding f, boolean open) {
        return new Finding(
                f.id(),
                f.rule(),
                f.severity(),
                f.pool(),
                f.poolId(),
                f.site(),
                f.title(),
                f.details(),
                f.explanation(),
                f.fix(),
                f.proved(),
                f.evidence(),
                f.chain(),
                f.stack(),
                f.sites(),
                f.firstSeen(),
                f.beganBefore(),
                f.lastSeen(),
                f.count(),
                open,
                f.suppressed());
    }

    /** All findings, worst first, then the older. */
    List<Finding> findings() {
        return lives.isEmpty()
                ? List.of()
                : lives.values().stream()
                        .map(life -> life.finding)
                        .sorted(Order.WORST_FIRST)
                        .toList();
    }

    /** How many findings opened, or rose, at a severity. */
    Map<Opened, Long> opened() {
        return Map.copyOf(opened);
    }

    /** Findings that were forgotten or refused for want of room. */
    long dropped() {
        return dropped;
    }
}
