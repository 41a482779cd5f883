package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.RefusedState;
import org.junit.jupiter.api.Test;

class RejectedTasksTest {
    private static final CodeLocation SUBMIT = Snapshots.at("OrderController", "create", 41);

    private static PoolOf pool() {
        return PoolOf.name("orders").running(2).limits(2, 2, 2).capacity(100).queue(100, 50);
    }

    @Test
    void tellsPoolCountSiteAndState() {
        Assessment last = Snapshots.judged(
                Snapshots.look(1).probes("rejected").pool(pool().refused(SUBMIT, "com.acme.orders.OrderJob", 12)));
        Finding finding = last.findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo("orders rejected 12 tasks (OrderJob) submitted at OrderController.java:41 in 1 min");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "12 tasks rejected in 1 min, submitted at"
                                + " com.acme.orders.OrderController.create(OrderController.java:41)",
                        "     task      com.acme.orders.OrderJob",
                        "queue 100 of 100, oldest 50 ms; size 2 of core 2: cannot grow; most queued in 1 min: 100",
                        "now 2 running, 0 blocked, 0 idle of 2 workers of orders",
                        "fix: slow the caller down at OrderController.java:41 or let it try again later (CallerRunsPolicy"
                                + " does both); if such peaks are normal, raise the queue's capacity of 100");
    }

    @Test
    void tellsWhatTheWorkersDidWhenItRefused() {
        CodeLocation call = Snapshots.at("Provider", "call", 17);
        assertThat(title(new RefusedState("orders", 0, 2, 0), call))
                .endsWith(" in 1 min, while both workers waited, most in CompletableFuture.join at Provider.java:17");
        assertThat(title(new RefusedState("orders", 2, 0, 0), call))
                .endsWith(" in 1 min, while both workers were inside a task");
        assertThat(title(new RefusedState("orders", 0, 0, 2), call)).endsWith(" in 1 min");
        assertThat(title(new RefusedState("others", 0, 2, 0), call)).endsWith(" in 1 min");
    }

    private static String title(RefusedState then, CodeLocation call) {
        return Snapshots.judged(Snapshots.look(1)
                        .probes("rejected")
                        .pool(PoolOf.name("orders").idle(2).refused(SUBMIT, null, 12))
                        .site("orders", call, BlockKind.FUTURE, false, 1_400, 0, 2, 0)
                        .fact(then))
                .findings()
                .get(0)
                .title();
    }

    @Test
    void leavesOutWhatIsUnknown() {
        Finding finding = Snapshots.judged(Snapshots.look(1).probes("rejected").pool(pool().refused(null, null, 1)))
                .findings()
                .get(0);
        assertThat(finding.title()).isEqualTo("orders rejected 1 task in 1 min");
        assertThat(String.join("", finding.details())).doesNotContain("null");
    }

    @Test
    void silentWithoutRejectionsAndWithoutTheProbe() {
        assertThat(Snapshots.judged(Snapshots.look(1).probes("rejected").pool(pool()))
                        .findings())
                .isEmpty();
        Assessment blind = Snapshots.judged(Snapshots.look(1).pool(pool().refused(SUBMIT, null, 3)));
        assertThat(blind.findings()).isEmpty();
        assertThat(blind.notEvaluated())
                .contains(new Assessment.NotEvaluated("rejected-tasks", "needs the probe rejected, which is off"));
    }
}
