package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.ManyPools;
import java.time.Instant;

/** Every sort of pool that the JDK has is found, called by its name, and told with its true limit. */
final class PoolDiscoveryTest {

    private static final String TPE = "java.util.concurrent.ThreadPoolExecutor";
    private static final String STPE = "java.util.concurrent.ScheduledThreadPoolExecutor";
    private static final Mark NAMELESS = Mark.in(ManyPools.class, "nameless");
    private static final Mark NAMELESS_TOO = Mark.in(ManyPools.class, "nameless too");

    @EachJdk
    void everyPoolIsFoundNamedAndGoneWhenItIsShutDown(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk).program(ManyPools.class, "20000").start()) {
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            jvm.awaitLine("all there");

            jvm.awaitReport(PoolDiscoveryTest::allAreThere);

            Instant gone = jvm.awaitMoment("all gone");
            jvm.awaitReport(report -> {
                assertThat(report.to()).isAfter(gone);
                for (String name : new String[] {
                    "orders",
                    "growing",
                    "single",
                    "timer",
                    "lone-timer",
                    "sealed",
                    "tuned",
                    "never-grows",
                    "bounded",
                    "forks",
                    nameOf(NAMELESS),
                    nameOf(NAMELESS_TOO)
                }) {
                    assertThat(report).hasNoPool(name);
                }
            });
        }
    }

    private static void allAreThere(Report report) {
        assertThat(report)
                .pool("orders")
                .isOfType(TPE)
                .isOfKind("thread-pool")
                .hasMax(3)
                .hasBlocked(0)
                .and()
                .pool("growing")
                .isOfType(TPE)
                .isOfKind("thread-pool")
                .hasNoMax()
                .and()
                .pool("single")
                .isOfType(TPE)
                .hasMax(1)
                .and()
                .pool("timer")
                .isOfType(STPE)
                .isOfKind("scheduled")
                .hasMax(2)
                .and()
                .pool("lone-timer")
                .isOfType(STPE)
                .isOfKind("scheduled")
                .hasMax(1)
                .and()
                .pool("sealed")
                .isOfType(TPE)
                .hasMax(2)
                .and()
                .pool("tuned")
                .isOfType(ManyPools.class.getName() + "$Tuned")
                .isOfKind("thread-pool")
                .hasMax(2)
                .and()
                .pool("never-grows")
                .hasMax(1)
                .hasConfiguredMax(8)
                .and()
                .pool("bounded")
                .hasMax(8)
                .hasQueueCapacity(16)
                .and()
                .pool("forks")
                .isOfType("java.util.concurrent.ForkJoinPool")
                .isOfKind("fork-join")
                .and()
                .pool("ForkJoinPool.commonPool")
                .isOfKind("fork-join");
        assertThat(report).pool(nameOf(NAMELESS)).hasMax(2).wasCreatedAt(NAMELESS);
        assertThat(report).pool(nameOf(NAMELESS_TOO)).hasMax(4).wasCreatedAt(NAMELESS_TOO);
        assertThat(report).hasNoFindingAtOrAbove("warning");
    }

    private static String nameOf(Mark mark) {
        return "ManyPools:" + mark.line();
    }
}
