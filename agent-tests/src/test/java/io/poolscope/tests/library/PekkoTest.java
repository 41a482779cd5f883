package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.AkkaActors;
import io.poolscope.tests.program.PekkoActors;

/** The dispatchers of Pekko, and of Akka. */
final class PekkoTest {

    @HealthyProgram(Family.PEKKO)
    void pekkoIsHealthy(Run run) {
        Programs.healthy(
                run,
                PekkoActors.class,
                report -> assertThat(report)
                        .pool("shop-pekko.actor.default-dispatcher")
                        .isOfKind("fork-join")
                        .hasMax(3)
                        .hasBlocked(0)
                        .and()
                        .pool("stock-akka.actor.default-dispatcher")
                        .isOfKind("fork-join")
                        .hasMax(3)
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.PEKKO)
    void pekkoActorsWait(Run run) {
        Programs.sick(
                run,
                PekkoActors.class,
                report -> {
                    Programs.starved(
                            report, "shop-pekko.actor.default-dispatcher", "fork-join", PekkoActors.class, "pekko");
                    Programs.starved(
                            report, "stock-akka.actor.default-dispatcher", "fork-join", AkkaActors.class, "akka");
                },
                "sick");
    }
}
