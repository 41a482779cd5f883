package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.JdkLoops;
import io.poolscope.tests.program.PerTask;
import io.poolscope.tests.program.Streams;
import io.poolscope.tests.program.Timers;

/** What the JDK runs tasks in, beside its thread pools. */
final class JdkPoolsTest {

    /** Idle and busy are told apart though both wait: for the next task, and inside one. */
    @HealthyProgram(Family.TIMER)
    void timersAreHealthy(Run run) {
        Programs.healthy(
                run,
                Timers.class,
                report -> {
                    for (String idle : new String[] {"empty", "later", "Timer-0"}) {
                        assertThat(report)
                                .pool(idle)
                                .isOfKind("scheduled")
                                .isOfType("java.util.Timer")
                                .hasMax(1)
                                .hasIdle(1);
                    }
                    assertThat(report)
                            .pool("often")
                            .hasBlocked(0)
                            .and()
                            .pool("alone")
                            .hasIdle(0)
                            .hasBlocked(1);
                },
                "healthy");
    }

    @SickProgram(Family.TIMER)
    void timerTaskNeverReturns(Run run) {
        Programs.sick(
                run,
                Timers.class,
                report -> {
                    Programs.starved(report, "nightly", "scheduled", Timers.class, "timer");
                    assertThat(report).pool("nightly").hasMax(1).hasBlocked(1);
                },
                "sick");
    }

    @HealthyProgram(Family.STREAMS)
    void parallelStreamsAreHealthy(Run run) {
        Programs.healthy(
                run,
                Streams.class,
                report -> assertThat(report).pool("ForkJoinPool.commonPool").isOfKind("fork-join"),
                "healthy");
    }

    @SickProgram(Family.STREAMS)
    void elementsOfAParallelStreamWait(Run run) {
        Programs.sick(
                run,
                Streams.class,
                report ->
                        Programs.blockingWait(report, "ForkJoinPool.commonPool", "fork-join", Streams.class, "stream"),
                "sick");
    }

    @HealthyProgram(Family.JDK_HTTP)
    void jdkHttpIsHealthy(Run run) {
        Programs.healthy(
                run,
                JdkLoops.class,
                report -> assertThat(report)
                        .pool("HTTP-Dispatcher")
                        .isOfKind("event-loop")
                        .hasBlocked(0)
                        .and()
                        .pool("HttpClient-1-SelectorManager")
                        .isOfKind("event-loop")
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.JDK_HTTP)
    void httpServerHandlerWaitsOnTheDispatcher(Run run) {
        Programs.sick(
                run,
                JdkLoops.class,
                report -> Programs.loopWaits(report, "HTTP-Dispatcher", JdkLoops.class, "server"),
                "server");
    }

    @SickProgram(Family.JDK_HTTP)
    void httpClientReaderWaitsOnItsWorkers(Run run) {
        Programs.sick(
                run,
                JdkLoops.class,
                report -> Programs.blockingWait(report, "HttpClient-1-Worker", "thread-pool", JdkLoops.class, "client"),
                "client");
    }

    @HealthyProgram(value = Family.THREAD_PER_TASK, from = 21)
    void threadsPerTaskAreHealthy(Run run) {
        Programs.healthy(
                run,
                PerTask.class,
                report -> assertThat(report)
                        .pool("per-task")
                        .isOfKind("thread-pool")
                        .isOfType("java.util.concurrent.ThreadPerTaskExecutor")
                        .hasNoMax(),
                "healthy");
    }

    /** A virtual thread that waits costs nobody a thread. */
    @HealthyProgram(value = Family.THREAD_PER_TASK, from = 21)
    void virtualThreadsMayWait(Run run) {
        Programs.healthy(
                run,
                PerTask.class,
                report -> assertThat(report).pool("virtual threads").isOfKind("virtual-scheduler"),
                "virtual");
    }

    @SickProgram(value = Family.THREAD_PER_TASK, from = 21)
    void threadsPerTaskWait(Run run) {
        Programs.sick(
                run,
                PerTask.class,
                report -> Programs.blockingWait(report, "per-task", "thread-pool", PerTask.class, "per task"),
                "sick");
    }

    @SickProgram(value = Family.THREAD_PER_TASK, from = 25)
    void workersWaitForTheSubtasksOfAScope(Run run) {
        Programs.sick(
                run,
                PerTask.class,
                report -> Programs.blockingWait(report, "orders", "thread-pool", PerTask.class, "scope"),
                "scope");
    }
}
