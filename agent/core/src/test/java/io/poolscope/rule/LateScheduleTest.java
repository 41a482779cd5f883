package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.LateTask;
import io.poolscope.snapshot.LateTask.Holder;
import io.poolscope.snapshot.PoolKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateScheduleTest {
    private static final CodeLocation BEAT = Snapshots.at("Lease", "start", 12);
    private static final CodeLocation READ = Snapshots.at("PriceList", "read", 60);
    private static final Holder READS = new Holder(
            "com.acme.orders.PriceList", null, READ, "java.net.Socket.read", BlockKind.SOCKET, false, 0.9, null);

    private static PoolOf scheduler() {
        return PoolOf.name("lease").kind(PoolKind.SCHEDULED).fixed(1).idle(1);
    }

    private static List<Finding> judged(LateTask... late) {
        Snapshots look = Snapshots.look(5).pool(scheduler());
        for (LateTask each : late) {
            look.fact(each);
        }
        return Snapshots.judged(Snapshots.look(1).pool(scheduler()), look).findings();
    }

    private static LateTask late(int starts, int occasions, double lateMs, double agoMs, Holder... held) {
        return new LateTask(
                "lease",
                "com.acme.orders.Heartbeat",
                BEAT,
                200,
                false,
                starts,
                occasions,
                lateMs,
                agoMs,
                3_000,
                false,
                1,
                List.of(held));
    }

    @Test
    void tellsWhatIsLateAndWhatHeldTheThread() {
        Finding finding = judged(late(3, 4, 780, 500, READS)).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo("Heartbeat, due every 200 ms in lease, starts up to 780 ms late: its only thread waits in"
                        + " Socket.read at PriceList.java:60");
        assertThat(finding.site()).isEqualTo(READ);
        assertThat(finding.firstSeen()).isEqualTo(Snapshots.START.plusSeconds(2));
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "Heartbeat is due in lease every 200 ms, scheduled at Lease.start(Lease.java:12)",
                        "at least 780 ms late, 3 starts in a row late by a period or more, 4 times in 1 min",
                        "90 % of that time a thread of lease waits in Socket.read at"
                                + " com.acme.orders.PriceList.read(PriceList.java:60)",
                        "     task      com.acme.orders.PriceList",
                        "1 thread, 0 tasks due now",
                        "fix: let the thread of lease only start PriceList at PriceList.java:60, and run it on an executor"
                                + " of its own; or give lease a second thread");
    }

    @Test
    void silentForFewStartsForOneShortStopAndForThePast() {
        assertThat(judged(late(2, 3, 780, 0, READS))).isEmpty();
        assertThat(judged(late(3, 2, 780, 0, READS))).isEmpty();
        assertThat(judged(late(3, 3, 99, 0, READS))).isEmpty();
        assertThat(judged(late(3, 3, 780, 10_001, READS))).isEmpty();
        assertThat(judged(late(3, 3, 780, 10_000, READS))).hasSize(1);
    }

    @Test
    void oneLongStopIsEnoughWhileItLasts() {
        assertThat(judged(late(4, 1, 999, 0, READS))).isEmpty();
        assertThat(judged(late(4, 1, 1000, 0, READS))).hasSize(1);
    }

    @Test
    void tellsOfATaskThatIsItsOwnHindrance() {
        Holder own = new Holder("com.acme.orders.Heartbeat", BEAT, READ, null, null, true, 1, null);
        Finding finding = judged(late(9, 9, 2_000, 0, own)).get(0);
        assertThat(finding.title()).endsWith("its own run takes longer than that, at PriceList.java:60");
        assertThat(finding.fix()).contains("scheduleWithFixedDelay");
    }

    @Test
    void leavesOutWhatIsUnknown() {
        Finding finding = judged(
                        new LateTask("lease", null, null, 200, true, 5, 3, 1_000, 0, 3_000, false, 0, List.of()))
                .get(0);
        assertThat(finding.title())
                .isEqualTo(
                        "a periodic task, due every 200 ms in lease, starts up to 1 s late: no thread is there to run it");
        assertThat(finding.fix() + finding.details()).doesNotContain("null");
    }

    @Test
    void oneFindingForAllThatASchedulerIsLateWith() {
        assertThat(judged(late(3, 3, 700, 0, READS), late(3, 3, 900, 0, READS)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.title()).contains("900 ms"))
                .satisfies(finding -> assertThat(finding.details()).anyMatch(line -> line.contains("1 more tasks")));
    }

    @Test
    void theStarvationOfASchedulerTellsItToo() {
        Snapshots[] looks = Snapshots.times(
                5,
                look -> Snapshots.look(look)
                        .pool(PoolOf.name("lease")
                                .kind(PoolKind.SCHEDULED)
                                .fixed(1)
                                .queue(1, 4_000)
                                .blocked(1, WaitOf.of(BlockKind.SOCKET, READ).open(4_000)))
                        .fact(late(9, 1, 4_000, 0, READS)));
        assertThat(Snapshots.judged(looks).findings())
                .filteredOn(Finding::open)
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("pool-starvation"))
                .satisfies(finding -> assertThat(finding.evidence().get("also")).isEqualTo(List.of("late-schedule")));
    }
}
