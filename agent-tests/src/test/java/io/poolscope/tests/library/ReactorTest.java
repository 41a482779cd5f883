package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.ReactorSchedulers;

/** Reactor's schedulers: many executors of one thread, a row for each scheduler. */
final class ReactorTest {

    @HealthyProgram(Family.REACTOR)
    void reactorIsHealthy(Run run) {
        Programs.healthy(
                run,
                ReactorSchedulers.class,
                report -> assertThat(report)
                        .pool("compute")
                        .isOfKind("event-loop")
                        .hasMax(3)
                        .hasBlocked(0)
                        .and()
                        .pool("elastic")
                        .isOfKind("scheduled")
                        .hasMax(4)
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.REACTOR)
    void reactorParallelWaits(Run run) {
        Programs.sick(
                run,
                ReactorSchedulers.class,
                report -> Programs.loopWaits(report, "compute", ReactorSchedulers.class, "parallel"),
                "parallel");
    }

    @SickProgram(Family.REACTOR)
    void reactorElasticWaits(Run run) {
        Programs.sick(
                run,
                ReactorSchedulers.class,
                report -> assertThat(report)
                        .hasFinding("blocking-wait")
                        .inPool("elastic")
                        .at(Mark.in(ReactorSchedulers.class, "elastic"))
                        .saying("Mono.block")
                        .and()
                        .hasNoFinding("event-loop-blocked"),
                "elastic");
    }

    /** Made for one thing after the other; how late it is, is another rule's. */
    @HealthyProgram(Family.REACTOR)
    void reactorSingleMayWait(Run run) {
        Programs.healthy(
                run,
                ReactorSchedulers.class,
                report -> assertThat(report).pool("lone").hasMax(1),
                "single");
    }
}
