package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Loss;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostExceptionTest {
    private static final CodeLocation SUBMIT = Snapshots.at("OrderController", "create", 41);
    private static final CodeLocation THROWN = Snapshots.at("OrderJob", "call", 17);
    private static final String TYPE = "java.lang.IllegalStateException";

    private static Loss loss(int collected, int stopped, boolean ending, Double... unreadMs) {
        return new Loss(
                "orders",
                SUBMIT,
                true,
                false,
                "com.acme.orders.OrderJob",
                List.of(TYPE),
                THROWN,
                collected,
                stopped,
                Arrays.asList(unreadMs),
                ending);
    }

    private static Snapshots look(Loss loss) {
        return Snapshots.look(1)
                .probes("task-failure")
                .pool(PoolOf.name("orders").running(2).limits(2, 2, 2))
                .fact(loss);
    }

    private static List<Finding> judged(Loss loss) {
        return Snapshots.judged(look(loss)).findings();
    }

    @Test
    void tellsPoolTaskExceptionAndBothLines() {
        Finding finding = judged(loss(0, 0, false, 31_000.0)).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.pool()).isEqualTo("orders");
        assertThat(finding.site()).isEqualTo(SUBMIT);
        assertThat(finding.title())
                .isEqualTo("a failed task of orders submitted at OrderController.java:41: nobody read"
                        + " IllegalStateException");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "threw IllegalStateException at com.acme.orders.OrderJob.call(OrderJob.java:17)",
                        "     task      com.acme.orders.OrderJob, submitted at"
                                + " OrderController.create(OrderController.java:41)",
                        "ran in orders, 2 workers",
                        "1 still unread, the oldest for 31 s",
                        "fix: keep the Future at OrderController.java:41 and call get, or catch and log inside the task");
    }

    @Test
    void aPeriodicTaskThatStoppedIsToldAtOnce() {
        Finding finding = judged(loss(0, 1, false)).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo("a periodic task of orders submitted at OrderController.java:41 threw IllegalStateException"
                        + " and will never run again");
    }

    @Test
    void whatWasCollectedIsLost() {
        assertThat(judged(loss(1, 0, false)).get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void atTheEndItIsLostAfterFiveSeconds() {
        assertThat(judged(loss(0, 0, true, 5_001.0)).get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(judged(loss(0, 0, true, 4_999.0))).isEmpty();
    }

    @Test
    void threeUnreadForFiveSecondsAreInfo() {
        assertThat(judged(loss(0, 0, false, 6_000.0, 5_500.0, 5_000.0)).get(0).severity())
                .isEqualTo(Severity.INFO);
        assertThat(judged(loss(0, 0, false, 6_000.0, 5_500.0, 4_999.0))).isEmpty();
    }

    @Test
    void silentWhileItMayStillBeReadAndOnceItWasToldLongEnough() {
        assertThat(judged(loss(0, 0, false, 29_999.0))).isEmpty();
        assertThat(judged(loss(0, 0, false, 90_001.0))).isEmpty();
        assertThat(judged(loss(0, 0, false))).isEmpty();
    }

    @Test
    void aChainWithoutAPoolIsToldToo() {
        Loss chain = new Loss(null, THROWN, false, true, null, List.of(TYPE), THROWN, 1, 0, List.of(), false);
        Finding finding = judged(chain).get(0);
        assertThat(finding.pool()).isNull();
        assertThat(finding.title()).isEqualTo("a failed stage at OrderJob.java:17: nobody read IllegalStateException");
        assertThat(finding.fix()).startsWith("end the chain at OrderJob.java:17 with whenComplete");
    }

    @Test
    void saysWhatItNeeds() {
        Assessment blind = Snapshots.judged(Snapshots.look(1).fact(loss(1, 0, false)));
        assertThat(blind.findings()).isEmpty();
        assertThat(blind.notEvaluated()).anyMatch(rule -> rule.rule().equals("lost-exception"));
    }
}
