package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.FindingAssert;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.Deadlocks;
import io.poolscope.tests.program.LookAlikes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A pool that waits for its own queue is proved to do so, soon after it began; what only looks like it never is. */
final class DeadlockTest {

    /** The promise: from the onset to the finding. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @EachJdk
    void oneWorkerThatWaitsForItsOwnQueue(Jdk jdk) {
        proves(jdk, "one-worker", "single", "one-worker", "on");
    }

    @EachJdk
    void threeWorkersThatWaitForThreeTasksBehindThem(Jdk jdk) {
        proves(jdk, "three-outers", "orders", "three-outers", "on");
    }

    @EachJdk
    void chainOfCompletableFutures(Jdk jdk) {
        proves(jdk, "chain", "orders", "chain", "on");
    }

    @EachJdk
    void allOfSeveralCompletableFutures(Jdk jdk) {
        proves(jdk, "all-of", "orders", "all-of", "on");
    }

    @EachJdk
    void twoPoolsThatWaitForEachOther(Jdk jdk) {
        try (AgentJvm jvm = start(jdk, "cross-pool", "on")) {
            Instant stuck = jvm.awaitMoment("stuck");
            jvm.awaitReport(report -> {
                // Either pool may tell the story; both are in it.
                assertThat(report)
                        .hasFinding("pool-deadlock")
                        .proved()
                        .withSeverity("critical")
                        .seenWithin(SOON, stuck)
                        .withChain("orders")
                        .withChain("stock");
                assertThat(report).pool("orders").hasVerdict("deadlocked");
                assertThat(report).pool("stock").hasVerdict("deadlocked");
            });
        }
    }

    @EachJdk
    void mixedWithMonitor(Jdk jdk) {
        proves(jdk, "monitor", "orders", "monitor", "on");
    }

    @EachJdk
    void mixedWithLock(Jdk jdk) {
        proves(jdk, "lock", "orders", "lock", "on");
    }

    @EachJdk
    void noProbeIsNeeded(Jdk jdk) {
        proves(jdk, "three-outers", "orders", "three-outers", "off");
    }

    /** The pool goes on with its other workers, so it is not deadlocked; these two threads never go on. */
    @EachJdk
    void aThreadOfNoPoolAndAWorkerThatWaitForEachOther(Jdk jdk) {
        outsideIsProved(jdk, "outside", "off");
    }

    @EachJdk
    void aThreadOfNoPoolThatJoinsWhatAWorkerRuns(Jdk jdk) {
        outsideIsProved(jdk, "outside-joined", "on");
    }

    @EachJdk
    void whatEndsByItselfOrByAnotherIsToldOfAThreadOfNoPoolAndNotProved(Jdk jdk) {
        for (String shape : List.of("outside-limited", "outside-either")) {
            try (AgentJvm jvm = startOutside(jdk, shape, "on")) {
                jvm.awaitReport(report -> outside(report));
                jvm.everyReport(Duration.ofSeconds(4), report -> {
                    outside(report);
                    assertThat(report).provesNothing();
                });
            }
        }
    }

    /** Each of the two explains the other; the pool goes on with its third worker. */
    @EachJdk
    void twoWorkersThatTakeTwoLocksInTwoOrders(Jdk jdk) {
        try (AgentJvm jvm = start(jdk, "crossed", "off")) {
            jvm.awaitReport(DeadlockTest::crossed);
            jvm.everyReport(Duration.ofSeconds(4), DeadlockTest::crossed);
        }
    }

    private static void crossed(Report report) {
        assertThat(report)
                .hasFinding("lock-held-while-waiting")
                .inPool("orders")
                .proved()
                .withSeverity("critical")
                .withChain("orders-2 waits")
                .withChain("orders-3 waits")
                .and()
                .hasNoFinding("pool-deadlock")
                .hasNoFindingAtOrAboveBut("warning", List.of("lock-held-while-waiting"));
    }

    private static void outsideIsProved(Jdk jdk, String shape, String probes) {
        try (AgentJvm jvm = startOutside(jdk, shape, probes)) {
            Instant stuck = jvm.awaitMoment("stuck");
            jvm.awaitReport(report -> outside(report)
                    .proved()
                    .seenWithin(SOON, stuck)
                    .withChain("keeper")
                    .withChain("orders-1")
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", List.of("lock-held-while-waiting")));
        }
    }

    private static AgentJvm startOutside(Jdk jdk, String shape, String probes) {
        AgentJvm jvm = start(jdk, shape, probes);
        jvm.awaitLine("up");
        if (probes.equals("on")) {
            // What runs a task is known from them alone, where that is a stage.
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
        }
        jvm.send("go");
        return jvm;
    }

    private static FindingAssert outside(Report report) {
        return assertThat(report)
                .hasFinding("lock-held-while-waiting")
                .inPool("orders")
                .at(Mark.in(Deadlocks.class, "outside"))
                .withSeverity("critical");
    }

    @EachJdk
    void whatCanStillMoveIsNeverCalledProved(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk).program(LookAlikes.class).start()) {
            Instant standing = jvm.awaitMoment("standing");
            // All of them starve, so the rules have surely looked.
            jvm.awaitReport(report -> {
                for (String pool : List.of("timed", "waiting", "promised")) {
                    assertThat(report).hasFinding("pool-starvation").inPool(pool);
                }
                assertThat(report.to()).isAfter(standing.plus(SOON));
            });
            jvm.everyReport(
                    Duration.ofSeconds(5),
                    report -> assertThat(report)
                            .hasNoFinding("pool-deadlock")
                            .provesNothing()
                            .pool("growable")
                            .hasVerdict("healthy")
                            .and()
                            .pool("forks")
                            .hasVerdict("healthy"));
        }
    }

    private static void proves(Jdk jdk, String shape, String pool, String mark, String probes) {
        try (AgentJvm jvm = start(jdk, shape, probes)) {
            Instant stuck = jvm.awaitMoment("stuck");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("pool-deadlock")
                    .inPool(pool)
                    .at(Mark.in(Deadlocks.class, mark))
                    .proved()
                    .withSeverity("critical")
                    .open(true)
                    .seenWithin(SOON, stuck)
                    .withChain(pool)
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", List.of("pool-deadlock"))
                    .pool(pool)
                    .hasVerdict("deadlocked")
                    .hasIdle(0));
            jvm.until(
                    Duration.ofSeconds(30),
                    () -> assertThat(jvm.stderr())
                            .contains("poolscope CRITICAL pool-deadlock pool=" + pool + " (proved)"));
        }
    }

    private static AgentJvm start(Jdk jdk, String shape, String probes) {
        return AgentJvm.on(jdk)
                .program(Deadlocks.class, shape)
                .option("probes", probes)
                .start();
    }
}
