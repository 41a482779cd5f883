package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.FindingEvent;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The lives of findings, and what settings do to them. */
class JudgeTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceService", "price", 88);
    private static final CodeLocation ENTER = Snapshots.at("PriceCache", "get", 20);

    private static RuleSettings allow(String... entries) {
        return new RuleSettings(false, Set.of(), Map.of(), Duration.ofSeconds(60), List.of(entries));
    }

    private static Snapshots healthy(long look) {
        return Snapshots.look(look).pool(PoolOf.name("orders").idle(4).fixed(4));
    }

    /** A finding at one look: a lock held while waiting. */
    private static Snapshots held(long look, String... waiters) {
        return Snapshots.look(look)
                .pool(PoolOf.name("orders")
                        .blocked(1, WaitOf.join(JOIN).open(500).holding("com.acme.Cache", ENTER, waiters))
                        .idle(3)
                        .fixed(4));
    }

    private static List<String> changes(Judge judge, Snapshots... looks) {
        List<String> changes = new ArrayList<>();
        for (Snapshots look : looks) {
            Assessment now = judge.assess(look.take());
            for (FindingEvent event : now.events()) {
                changes.add(now.snapshot().look() + " " + event.change() + " "
                        + event.finding().severity().id());
            }
        }
        return changes;
    }

    @Test
    void opensRisesClosesAndOpensAgain() {
        Judge judge = new Judge(RuleSettings.defaults());
        assertThat(changes(
                        judge,
                        held(1),
                        held(2, "orders-2"),
                        held(3),
                        healthy(4),
                        held(5),
                        healthy(6),
                        healthy(7),
                        healthy(8),
                        held(9)))
                .containsExactly("1 OPENED warning", "2 RAISED critical", "8 CLOSED critical", "9 OPENED warning");
        Finding finding = judge.assess(held(10).take()).findings().get(0);
        assertThat(finding.count()).isEqualTo(6);
        assertThat(finding.open()).isTrue();
        assertThat(finding.firstSeen()).isEqualTo(Snapshots.START.plusMillis(8500));
        assertThat(finding.lastSeen()).isEqualTo(Snapshots.START.plusSeconds(10));
        assertThat(finding.evidence())
                .containsEntry("reopened", 1)
                .containsEntry("firstOpened", Snapshots.START.plusSeconds(1).toString());
    }

    @Test
    void repeatsAreFolded() {
        Judge judge = new Judge(RuleSettings.defaults());
        List<Snapshots> looks = new ArrayList<>();
        for (int look = 1; look <= 125; look++) {
            looks.add(held(look));
        }
        assertThat(changes(judge, looks.toArray(Snapshots[]::new)))
                .containsExactly("1 OPENED warning", "61 REPEATED warning", "121 REPEATED warning");
    }

    @Test
    void countsWhatOpenedAndWhatRose() {
        Judge judge = new Judge(RuleSettings.defaults());
        judge.assess(held(1).take());
        assertThat(judge.assess(held(2, "orders-2").take()).opened())
                .containsOnly(
                        Map.entry(new Assessment.Opened("lock-held-while-waiting", "orders", Severity.WARNING), 1L),
                        Map.entry(new Assessment.Opened("lock-held-while-waiting", "orders", Severity.CRITICAL), 1L));
    }

    @Test
    void closedFindingsStayInTheList() {
        Assessment last = Snapshots.judged(held(1), healthy(2), healthy(3), healthy(4));
        assertThat(last.findings()).extracting(Finding::open).containsExactly(false);
        assertThat(last.findings().get(0).lastSeen()).isEqualTo(Snapshots.START.plusSeconds(1));
    }

    @Test
    void beginsNoEarlierThanTheFirstLook() {
        Snapshots look = Snapshots.look(1)
                .pool(PoolOf.name("orders")
                        .blocked(1, WaitOf.join(JOIN).open(60_000).beganBefore().holding("com.acme.Cache", ENTER))
                        .fixed(4));
        Finding finding = Snapshots.judged(look).findings().get(0);
        assertThat(finding.firstSeen()).isEqualTo(Snapshots.START.plusSeconds(1));
        assertThat(finding.beganBefore()).isTrue();
    }

    @Test
    void idStaysTheSameFromRunToRun() {
        Finding finding = Snapshots.judged(held(1)).findings().get(0);
        assertThat(finding.id())
                .isEqualTo(FindingKey.id("lock-held-while-waiting|orders|com.acme.orders.PriceService#price"));
        assertThat(finding.id()).matches("[0-9a-f]{6}").isEqualTo("1a0441");
    }

    @Test
    void keepsToItsBound() {
        Judge judge = new Judge(RuleSettings.defaults());
        Snapshots many = Snapshots.look(1);
        for (int i = 0; i < Ledger.MAX_FINDINGS + 7; i++) {
            CodeLocation site = Snapshots.at("Service" + i, "call", 1);
            many.pool(PoolOf.name("p" + i)
                    .blocked(1, WaitOf.join(site).holding("com.acme.Cache", site))
                    .idle(1));
        }
        Assessment last = judge.assess(many.take());
        assertThat(last.findings()).hasSize(Ledger.MAX_FINDINGS);
        assertThat(last.snapshot().coverage().lost()).containsEntry("findings-over-limit", 7L);
    }

    @Test
    void allowedFindingsAreListedButNeitherToldNorCounted() {
        Judge judge = new Judge(allow(
                "lock-held-while-waiting:ord*:PriceService#price:until=2026-11-20:reason=known: see the plan",
                "pool-deadlock:*:Nowhere"));
        Assessment first = judge.assess(held(1).take());
        assertThat(first.events()).isEmpty();
        assertThat(first.opened()).isEmpty();
        assertThat(first.findings().get(0).suppressed())
                .isEqualTo(new io.poolscope.finding.Suppression(
                        "lock-held-while-waiting:ord*:PriceService#price:until=2026-11-20:reason=known: see the plan",
                        "known: see the plan",
                        "2026-11-20"));
        assertThat(judge.complaints()).isEmpty();
        assertThat(judge.unmatchedAllows()).containsExactly("allow=pool-deadlock:*:Nowhere: matched nothing");
    }

    @Test
    void entryPastItsDateAcceptsNothingAndIsToldAbout() {
        Judge judge = new Judge(allow("lock-held-while-waiting:orders:com.acme.*:until=2026-11-19"));
        Assessment first = judge.assess(held(1).take());
        assertThat(first.events()).hasSize(1);
        assertThat(first.findings().get(0).suppressed()).isNull();
        assertThat(judge.complaints())
                .containsExactly(
                        "allow=lock-held-while-waiting:orders:com.acme.*:until=2026-11-19: ended on 2026-11-19,"
                                + " accepts nothing any more");
        assertThat(judge.unmatchedAllows()).isEmpty();
    }

    @Test
    void findingIsToldWhenItsEntryEnds() {
        Judge judge = new Judge(allow("lock-held-while-waiting:*:*:until=2026-11-20"));
        assertThat(judge.assess(held(1).take()).events()).isEmpty();
        Instant next = Instant.parse("2026-11-21T00:00:00Z");
        assertThat(judge.assess(held(2).time(next).take()).events())
                .extracting(FindingEvent::change)
                .containsExactly(FindingEvent.Change.OPENED);
    }

    @Test
    void ruleThatIsOffIsListedAndItsVerdictStands() {
        RuleSettings off =
                new RuleSettings(false, Set.of("pool-starvation"), Map.of(), Duration.ofSeconds(60), List.of());
        PoolOf starved =
                PoolOf.name("orders").blocked(4, WaitOf.join(JOIN)).fixed(4).queue(9, 4000);
        Assessment last = Snapshots.judged(
                new Judge(off), Snapshots.times(3, look -> Snapshots.look(look).pool(starved)));
        assertThat(last.findings()).isEmpty();
        assertThat(last.notEvaluated())
                .contains(new Assessment.NotEvaluated("pool-starvation", "switched off by rules=-pool-starvation"));
        assertThat(last.verdicts().values()).extracting(PoolVerdict::state).containsExactly(PoolVerdict.State.STARVED);
    }

    @Test
    void complainsAboutEverySettingThatItCannotFollow() {
        RuleSettings wrong = new RuleSettings(
                false,
                Set.of("resource-starvation", "pool-starvatoin"),
                Map.of(
                        "pool-starvation.oldest", "soon",
                        "pool-starvation.blokced", "50%",
                        "pool-starvation.looks", "17",
                        "cpu-hog.open", "1s",
                        "slow-cue.p99", "1s",
                        "slow-queue.p99", "2s"),
                Duration.ofSeconds(60),
                List.of("slow-queue", "slow-queue:*:*:until=soon", "slow-queue:*:*:because"));
        assertThat(new Judge(wrong).complaints())
                .containsExactly(
                        "rule.cpu-hog.open=1s: cpu-hog has no threshold open, nearest is run",
                        "rule.pool-starvation.blokced=50%: pool-starvation has no threshold blokced, nearest is blocked",
                        "rule.pool-starvation.looks=17: is not a number of looks from 1 to 16; 3 stands",
                        "rule.pool-starvation.oldest=soon: is not a duration such as 500ms, 2s, 1m or 1h; 1s stands",
                        "rule.slow-cue.p99=1s: there is no rule slow-cue, nearest is slow-queue",
                        "allow=slow-queue: wanted is rule:pool:class, then maybe #method, :until=, :reason=",
                        "allow=slow-queue:*:*:until=soon: until=soon is not a date such as 2027-01-31",
                        "allow=slow-queue:*:*:because: wanted after the class is :until=date or :reason=words, not because",
                        "rules=-pool-starvatoin: there is no rule pool-starvatoin, nearest is pool-starvation");
    }

    @Test
    void thresholdsAreOptions() {
        RuleSettings strict = new RuleSettings(
                false,
                Set.of(),
                Map.of("lock-held-while-waiting.open", "2s", "pool-starvation.blocked", "75%"),
                Duration.ofSeconds(60),
                List.of());
        Judge judge = new Judge(strict);
        assertThat(judge.assess(held(1).take()).findings()).isEmpty();
        assertThat(judge.thresholds())
                .containsEntry("rule.lock-held-while-waiting.open", "2s")
                .containsEntry("rule.pool-starvation.blocked", "75%")
                .containsEntry("rule.pool-starvation.oldest", "1s")
                .containsEntry("rule.blocking-wait.waits", "100")
                .containsEntry("rule.slow-queue.p99", "500ms");
        assertThat(judge.complaints()).isEmpty();
    }

    @Test
    void verdictSaysUnknownWhereTooLittleWasSeen() {
        Assessment blind = Snapshots.judged(
                Snapshots.look(1).pool(PoolOf.name("orders").idle(4).samples(3)));
        assertThat(blind.verdicts()).containsEntry("orders", new PoolVerdict(PoolVerdict.State.UNKNOWN, null));
        assertThat(Snapshots.judged(healthy(1)).verdicts())
                .containsEntry("orders", new PoolVerdict(PoolVerdict.State.HEALTHY, null));
    }
}
