package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.GuavaFutures;
import io.poolscope.tests.program.ScalaFutures;
import io.poolscope.tests.program.SpringExecutors;
import io.poolscope.tests.program.Wrapped;

/** Executors of libraries that are the JDK's inside: they are found, and called by the names that the library gives. */
final class ExecutorsTest {

    private static final String[] WRAPPED = {"timed", "context", "traced", "sealed", "measured", "twice", "subclass"};

    @HealthyProgram(Family.WRAPPED)
    void wrappedPoolsAreHealthy(Run run) {
        Programs.healthy(
                run,
                Wrapped.class,
                report -> {
                    for (String pool : WRAPPED) {
                        assertThat(report)
                                .pool(pool)
                                .isOfKind("thread-pool")
                                .hasMax(2)
                                .hasSize(2);
                    }
                },
                "healthy");
    }

    /** The wait is charged to the task's line, not to that of a wrapper around it. */
    @SickProgram(Family.WRAPPED)
    void tasksOfWrappedPoolsWait(Run run) {
        Programs.sick(
                run,
                Wrapped.class,
                report -> {
                    for (String pool : WRAPPED) {
                        Programs.blockingWait(report, pool, "thread-pool", Wrapped.class, "wrapped");
                    }
                },
                "sick");
    }

    @HealthyProgram(Family.GUAVA)
    void guavaIsHealthy(Run run) {
        Programs.healthy(
                run,
                GuavaFutures.class,
                report -> assertThat(report)
                        .pool("listening")
                        .isOfKind("thread-pool")
                        .hasMax(4)
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.GUAVA)
    void guavaTasksWait(Run run) {
        Programs.sick(
                run,
                GuavaFutures.class,
                report -> {
                    Programs.blockingWait(report, "listening", "thread-pool", GuavaFutures.class, "guava");
                    assertThat(report)
                            .hasFinding("blocking-wait")
                            .inPool("listening")
                            .saying("Futures.getUnchecked");
                },
                "sick");
    }

    @HealthyProgram(Family.SPRING)
    void springIsHealthy(Run run) {
        Programs.healthy(
                run,
                SpringExecutors.class,
                report -> assertThat(report)
                        .pool("mail")
                        .isOfKind("thread-pool")
                        .hasMax(4)
                        .hasBlocked(0)
                        .and()
                        .pool("job")
                        .isOfKind("scheduled")
                        .hasMax(2)
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.SPRING)
    void springAsyncMethodWaits(Run run) {
        Programs.sick(
                run,
                SpringExecutors.class,
                report -> Programs.blockingWait(report, "mail", "thread-pool", SpringExecutors.class, "async"),
                "async");
    }

    @SickProgram(Family.SPRING)
    void springSchedulerIsHeld(Run run) {
        Programs.sick(
                run,
                SpringExecutors.class,
                report -> Programs.starved(report, "job", "scheduled", SpringExecutors.class, "scheduler"),
                "scheduler");
    }

    @HealthyProgram(Family.SCALA)
    void scalaIsHealthy(Run run) {
        Programs.healthy(
                run,
                ScalaFutures.class,
                report -> assertThat(report)
                        .pool("scala-execution-context-global")
                        .isOfKind("fork-join")
                        .hasMax(4),
                "healthy");
    }

    @SickProgram(Family.SCALA)
    void scalaTasksWaitUnseen(Run run) {
        Programs.sick(
                run,
                ScalaFutures.class,
                report -> {
                    Programs.starved(
                            report, "scala-execution-context-global", "fork-join", ScalaFutures.class, "scala");
                    assertThat(report).hasFinding("pool-starvation").at(Mark.in(ScalaFutures.class, "scala"));
                },
                "sick");
    }
}
