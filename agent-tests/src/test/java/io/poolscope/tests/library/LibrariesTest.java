package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.GrpcService;
import io.poolscope.tests.program.HomeMade;
import io.poolscope.tests.program.Housekeeping;
import io.poolscope.tests.program.QuartzJobs;
import java.util.List;

/** Libraries that run other people's code, and those that only keep house. */
final class LibrariesTest {

    @HealthyProgram(Family.QUARTZ)
    void quartzIsHealthy(Run run) {
        Programs.healthy(
                run,
                QuartzJobs.class,
                report -> assertThat(report)
                        .pool("nightly_Worker")
                        .isOfKind("thread-pool")
                        .isOfType("org.quartz.simpl.SimpleThreadPool")
                        .hasMax(4)
                        .hasSize(4)
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.QUARTZ)
    void quartzJobsWait(Run run) {
        Programs.sick(
                run,
                QuartzJobs.class,
                report -> Programs.blockingWait(report, "nightly_Worker", "thread-pool", QuartzJobs.class, "quartz"),
                "sick");
    }

    @HealthyProgram(Family.GRPC)
    void grpcIsHealthy(Run run) {
        Programs.healthy(
                run,
                GrpcService.class,
                report -> {
                    assertThat(report).pool("grpc-default-executor").isOfKind("thread-pool");
                    assertThat(report)
                            .pool(workers(report))
                            .isOfKind("event-loop")
                            .hasBlocked(0);
                },
                "healthy");
    }

    @SickProgram(Family.GRPC)
    void grpcServiceWaitsOnTheDefaultExecutor(Run run) {
        Programs.sick(
                run,
                GrpcService.class,
                report -> Programs.blockingWait(
                        report, "grpc-default-executor", "thread-pool", GrpcService.class, "grpc"),
                "executor");
    }

    @SickProgram(Family.GRPC)
    void grpcServiceWaitsOnTheLoop(Run run) {
        Programs.sick(
                run,
                GrpcService.class,
                report -> Programs.loopWaits(report, workers(report), GrpcService.class, "grpc"),
                "loop");
    }

    /** Made by a library, as the probes saw: but what waits in it is the application's. */
    @EachJdk
    void aLibrarysPoolThatRunsTheApplicationIsNoHousekeeping(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .libraryProgram(GrpcService.class, "executor", "late")
                .start()) {
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            jvm.awaitReport(report -> {
                Programs.blockingWait(report, "grpc-default-executor", "thread-pool", GrpcService.class, "grpc");
                JsonNode row = assertThat(report).pool("grpc-default-executor").row();
                assertThat(row.at("/createdAt/class").asText()).isEqualTo(GrpcService.class.getName());
            });
        }
    }

    /** {@code grpc-default-worker-ELG-3}: which number a group of loops has, depends on who came first. */
    private static String workers(Report report) {
        return report.pools().stream()
                .map(pool -> pool.path("name").asText())
                .filter(name -> name.startsWith("grpc-default-worker-ELG"))
                .findFirst()
                .orElse("grpc-default-worker-ELG");
    }

    /** At most info, whatever they wait for. */
    @HealthyProgram(Family.HOUSEKEEPING)
    void housekeepingIsNobodysConcern(Run run) {
        Programs.healthy(run, Housekeeping.class, report -> {
            assertThat(report)
                    .pool("kafka-producer-network-thread | producer")
                    .isOfKind("unrecognised")
                    .hasSize(3)
                    .and()
                    .pool("orders")
                    .isOfKind("thread-pool");
            JsonNode keeper = assertThat(report)
                    .pool("orders-db:housekeeper")
                    .isOfKind("scheduled")
                    .row();
            assertThat(keeper.path("verdict").asText()).isIn("healthy", "idle", "ok");
        });
    }

    /** Whether a pool that nobody knows is well cannot be said: it is shown, and not judged. */
    @HealthyProgram(Family.HOME_MADE)
    void aPoolOfOnesOwnIsShownAndNeverJudged(Run run) {
        for (String state : List.of("idle", "stuck")) {
            Programs.healthy(
                    run,
                    HomeMade.class,
                    report -> assertThat(report)
                            .pool("crunch")
                            .isOfKind("unrecognised")
                            .isOfType(HomeMade.class.getName() + "$Taker")
                            .hasVerdict("unknown")
                            .hasSize(4)
                            .hasBlocked(0)
                            .hasIdle(4),
                    state);
        }
    }
}
