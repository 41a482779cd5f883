package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopBlockedTest {
    private static final CodeLocation JOIN = Snapshots.at("EchoHandler", "channelRead", 31);
    private static final String RULE = "event-loop-blocked";

    private static PoolOf loops() {
        return PoolOf.name("echo").kind(PoolKind.EVENT_LOOP);
    }

    private static List<Finding> judged(Snapshots look) {
        return Snapshots.judged(look).findings().stream()
                .filter(finding -> finding.rule().equals(RULE))
                .toList();
    }

    private static List<Finding> open(double ms, PoolOf pool) {
        return judged(Snapshots.look(5)
                .pool(pool.blocked(1, WaitOf.join(JOIN).open(ms)).idle(1))
                .site("echo", JOIN, ms, 1, 1));
    }

    @Test
    void raisedByAWaitInAHandlerOfATenthOfASecond() {
        assertThat(open(99, loops())).isEmpty();
        List<Finding> findings = open(100, loops());
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.CRITICAL);
        assertThat(findings.get(0).title())
                .isEqualTo(
                        "1 of 2 event loops of echo waits in CompletableFuture.join at EchoHandler.java:31, for 100 ms");
        assertThat(findings.get(0).site()).isEqualTo(JOIN);
        assertThat(findings.get(0).fix())
                .isEqualTo("do not wait on echo: return the CompletableFuture from EchoHandler.channelRead and compose"
                        + " (thenCompose, thenCombine) instead of join at EchoHandler.java:31; until then give join a time"
                        + " limit");
        assertThat(Snapshots.body(findings.get(0)))
                .startsWith("1 wait of event loops of echo in CompletableFuture.join at"
                        + " com.acme.orders.EchoHandler.channelRead(EchoHandler.java:31)")
                .contains(
                        "nobody is seen to work at it: if it is an answer that comes over a connection of this same loop of"
                                + " echo, it cannot come, as only the thread that waits would read it");
    }

    @Test
    void silentForPools() {
        assertThat(open(5_000, PoolOf.name("echo"))).isEmpty();
        assertThat(open(5_000, PoolOf.name("echo").kind(PoolKind.SCHEDULED))).isEmpty();
    }

    @Test
    void silentForASchedulerOfOneThread() {
        String scheduler = "java.util.concurrent.ScheduledThreadPoolExecutor";
        assertThat(open(5_000, loops().type(scheduler))).isEmpty();
        assertThat(open(5_000, loops().type(scheduler).instances(2))).hasSize(1);
    }

    @Test
    void silentWhereTheJvmStood() {
        Snapshots look = Snapshots.look(5)
                .pool(loops().blocked(1, WaitOf.join(JOIN).open(500)).idle(1))
                .site("echo", JOIN, 500, 1, 1);
        assertThat(judged(look.paused(450))).isEmpty();
        assertThat(judged(look.paused(400))).hasSize(1);
    }

    @Test
    void raisedByAWaitThatIsOver() {
        assertThat(judged(ended(99))).isEmpty();
        List<Finding> findings = judged(ended(100));
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.CRITICAL);
        assertThat(findings.get(0).title())
                .isEqualTo("handlers on event loops of echo waited up to 100 ms in CompletableFuture.join at"
                        + " EchoHandler.java:31");
    }

    private static Snapshots ended(double longest) {
        return Snapshots.look(5).pool(loops().idle(2)).ended("echo", JOIN, 3 * longest, 3, longest);
    }

    @Test
    void warnsOfAHandlerThatRunsForASecond() {
        assertThat(judged(Snapshots.look(5).pool(loops().running(1, 999).idle(1))))
                .isEmpty();
        List<Finding> findings =
                judged(Snapshots.look(5).pool(loops().running(1, 1000).idle(1)));
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(findings.get(0).title())
                .isEqualTo("1 of 2 event loops of echo has been inside one handler for up to 1 s (echo-1)");
        assertThat(judged(
                        Snapshots.look(5).pool(loops().running(1, 1000).idle(1)).paused(10)))
                .isEmpty();
        assertThat(judged(Snapshots.look(5)
                        .pool(PoolOf.name("echo").running(1, 60_000).idle(1))))
                .isEmpty();
    }

    @Test
    void aLoopThatGoesFromWaitToWaitIsNoLongHandler() {
        assertThat(judged(Snapshots.look(5)
                        .pool(loops().running(1, 10_000).idle(1))
                        .ended("echo", JOIN, 9_000, 30, 300)))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void tellsTheStarvationOfTheLoopsAsItsOwnStory() {
        Snapshots[] looks = Snapshots.times(
                4,
                look -> Snapshots.look(look)
                        .pool(loops().blocked(2, WaitOf.join(JOIN).open(4_000)).queue(7, 3_000))
                        .site("echo", JOIN, 8_000, 2, 2));
        assertThat(Snapshots.judged(looks).findings())
                .filteredOn(Finding::open)
                .extracting(Finding::rule)
                .containsExactly(RULE);
    }
}
