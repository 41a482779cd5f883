package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.FindingEvent;
import io.poolscope.finding.FindingEvent.Change;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.snapshot.CodeLocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One story, one finding. */
class StoryTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceService", "price", 88);
    private static final CodeLocation OTHER = Snapshots.at("StockService", "stock", 17);

    private static PoolOf blocked(String name, double oldest) {
        return PoolOf.name(name).blocked(16, WaitOf.join(JOIN)).fixed(16).queue(50, oldest);
    }

    /** A pool that stands from the first look: sixteen worker-seconds are lost in the first second already. */
    @Test
    void starvationThatIsComingIsNotToldAsABlockingWaitFirst() {
        Judge judge = new Judge(RuleSettings.defaults());
        List<FindingEvent> events = new ArrayList<>();
        List<Finding> last = List.of();
        for (int look = 1; look <= 6; look++) {
            Assessment now = judge.assess(Snapshots.look(look)
                    .pool(blocked("orders", look * 1000 - 500))
                    .site("orders", JOIN, look * 16_000, 16, 16)
                    .take());
            events.addAll(now.events());
            last = now.findings();
        }
        assertThat(events)
                .extracting(e -> e.change() + " " + e.finding().rule())
                .containsExactly("OPENED pool-starvation");
        assertThat(last.get(0).evidence()).containsEntry("also", List.of("blocking-wait"));
    }

    /** Two workers hold what the other wants: each explains the other, and one of the two is told, at every look. */
    @Test
    void ofTwoThatExplainEachOtherOneStaysTold() {
        PoolOf pool = PoolOf.name("orders")
                .blocked(1, WaitOf.monitor(JOIN, "com.acme.B", "orders-2").holding("com.acme.A", OTHER, "orders-2"))
                .blocked(1, WaitOf.monitor(OTHER, "com.acme.A", "orders-1").holding("com.acme.B", JOIN, "orders-1"))
                .idle(2)
                .fixed(4);
        Judge judge = new Judge(RuleSettings.defaults());
        List<FindingEvent> events = new ArrayList<>();
        for (int look = 1; look <= 8; look++) {
            Assessment now = judge.assess(Snapshots.look(look).pool(pool).take());
            events.addAll(now.events());
            assertThat(now.findings()).extracting(Finding::site).containsExactly(JOIN);
        }
        assertThat(events).extracting(FindingEvent::change).containsExactly(Change.OPENED);
    }

    @Test
    void blockingWaitInAStandingPoolThatDoesNotStarveIsToldAfterTheSuspense() {
        Judge judge = new Judge(RuleSettings.defaults());
        for (int look = 1; look <= 4; look++) {
            List<Finding> findings = judge.assess(Snapshots.look(look)
                            .pool(blocked("orders", 300))
                            .site("orders", JOIN, look * 16_000, 16, 16)
                            .take())
                    .findings();
            assertThat(findings).hasSize(look < 4 ? 0 : 1);
        }
    }

    @Test
    void anotherSiteOfAStarvedPoolIsAnotherStory() {
        Assessment last = Snapshots.judged(Snapshots.times(
                5,
                look -> Snapshots.look(look)
                        .pool(blocked("orders", 5000))
                        .site("orders", JOIN, 200_000, 16, 16)
                        .site("orders", OTHER, 100_000, 900, 1)));
        assertThat(last.findings())
                .extracting(f -> f.rule() + " " + f.site())
                .containsExactly("pool-starvation " + JOIN, "blocking-wait " + OTHER);
    }

    /** The window's sum outlives the starvation by a minute; that is no news. */
    @Test
    void whatTheWindowRemembersIsNotToldAfterTheStoryHasEnded() {
        Judge judge = new Judge(RuleSettings.defaults());
        List<String> changes = new ArrayList<>();
        for (int look = 1; look <= 90; look++) {
            PoolOf pool = look <= 5
                    ? blocked("orders", 5000)
                    : PoolOf.name("orders").idle(16).fixed(16);
            Assessment now = judge.assess(Snapshots.look(look)
                    .pool(pool)
                    .site("orders", JOIN, 90_000, 16, 0)
                    .take());
            now.events()
                    .forEach(e -> changes.add(now.snapshot().look() + " " + e.change() + " "
                            + e.finding().rule()));
        }
        // The sum in this test never ages; a minute after the starvation was last seen it is a story of its own.
        assertThat(changes)
                .containsExactly("3 OPENED pool-starvation", "8 CLOSED pool-starvation", "66 OPENED blocking-wait");
    }

    @Test
    void whatOpenedBeforeItsExplanationIsClosedAndForgotten() {
        Judge judge = new Judge(RuleSettings.defaults());
        List<String> changes = new ArrayList<>();
        List<Finding> last = List.of();
        for (int look = 1; look <= 8; look++) {
            // At first with workers to spare, so that the waiting alone is the story.
            PoolOf pool = look <= 2
                    ? PoolOf.name("orders")
                            .blocked(8, WaitOf.join(JOIN))
                            .idle(8)
                            .fixed(16)
                    : blocked("orders", 2000);
            Assessment now = judge.assess(Snapshots.look(look)
                    .pool(pool)
                    .site("orders", JOIN, 90_000, 16, 16)
                    .take());
            last = now.findings();
            now.events().forEach(e -> changes.add(e.change() + " " + e.finding().rule()));
        }
        assertThat(changes).containsExactly("OPENED blocking-wait", "OPENED pool-starvation", "FOLDED blocking-wait");
        assertThat(last).extracting(Finding::rule).containsExactly("pool-starvation");
    }

    @Test
    void poolThatStarvesBehindAStarvedPoolIsAConsequence() {
        PoolOf web = PoolOf.name("a-web")
                .blocked(4, WaitOf.join(OTHER).queued("com.acme.Price", "pricing", 3, OTHER))
                .fixed(4)
                .queue(10, 3000);
        Assessment last =
                Snapshots.judged(Snapshots.times(3, look -> Snapshots.look(look).pool(web, blocked("pricing", 4000))));
        assertThat(last.findings()).extracting(Finding::pool).containsExactly("pricing");
        assertThat(last.findings().get(0).details()).contains("behind it: a-web");
        assertThat(last.verdicts().values()).extracting(PoolVerdict::state).containsOnly(PoolVerdict.State.STARVED);
    }

    @Test
    void poolsThatStarveBehindEachOtherAreOneStory() {
        PoolOf a = PoolOf.name("a")
                .blocked(4, WaitOf.join(OTHER).timed().queued("com.acme.B", "b", 3, OTHER))
                .fixed(4)
                .queue(10, 3000);
        PoolOf b = PoolOf.name("b")
                .blocked(4, WaitOf.join(JOIN).timed().queued("com.acme.A", "a", 3, OTHER))
                .fixed(4)
                .queue(10, 3000);
        Assessment last =
                Snapshots.judged(Snapshots.times(3, look -> Snapshots.look(look).pool(a, b)));
        assertThat(last.findings()).extracting(Finding::pool).containsExactly("a");
    }

    @Test
    void blockingWaitThatMakesAQueueSlowTellsBoth() {
        Assessment last = Snapshots.judged(Snapshots.times(
                10,
                look -> Snapshots.look(look)
                        .pool(PoolOf.name("orders")
                                .blocked(9, WaitOf.join(JOIN))
                                .running(11)
                                .fixed(20)
                                .queue(50, 4000)
                                .cpuShare(0.1))
                        .site("orders", JOIN, 700_000, 900, 9)));
        assertThat(last.findings()).extracting(Finding::rule).containsExactly("blocking-wait");
        assertThat(last.findings().get(0).evidence()).containsEntry("also", List.of("slow-queue"));
        assertThat(last.events()).noneMatch(e -> e.change() == Change.CLOSED);
    }
}
