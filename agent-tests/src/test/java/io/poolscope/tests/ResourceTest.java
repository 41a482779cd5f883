package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Run;
import io.poolscope.tests.harness.Start;
import io.poolscope.tests.library.Programs;
import io.poolscope.tests.program.ConnectionPools;
import java.util.List;

/**
 * Workers that wait to borrow, from the real pools of connections: which pool, by its own name, what it has, and whether those
 * that wait hold one already. Pools of a good size under load are not spoken of.
 */
final class ResourceTest {

    private static final String RULE = "resource-starvation";

    @EachJdk
    void aTaskHoldsAConnectionAndWaitsForAnother(Jdk jdk) {
        Programs.sick(
                new Run(jdk, Start.AGENT),
                ConnectionPools.class,
                report -> {
                    assertThat(report)
                            .hasFinding(RULE)
                            .inPool("orders")
                            .at(Mark.in(ConnectionPools.class, "second"))
                            .withSeverity("critical")
                            .saying("HikariCP shop-db")
                            .saying("4 of 4 are in use; those that wait likely hold one already")
                            .and()
                            .hasNoFindingAtOrAboveBut("warning", List.of(RULE))
                            .pool("orders")
                            .hasVerdict("starved")
                            .hasBlocked("connection-pool", 4);
                    assertThat(evidence(report, "orders").path("also").toString())
                            .contains("pool-starvation");
                },
                "twice");
    }

    @EachJdk
    void poolsThatAreTooSmall(Jdk jdk) {
        Programs.sick(
                new Run(jdk, Start.AGENT),
                ConnectionPools.class,
                report -> {
                    assertThat(report)
                            .hasFinding(RULE)
                            .inPool("returns")
                            .at(Mark.in(ConnectionPools.class, "second"))
                            .saying("HikariCP returns-db")
                            .and()
                            .hasFinding(RULE)
                            .inPool("ledger")
                            .at(Mark.in(ConnectionPools.class, "dbcp"))
                            .withSeverity("warning")
                            .saying("commons-pool2")
                            .and()
                            .hasFinding(RULE)
                            .inPool("fetch")
                            .at(Mark.in(ConnectionPools.class, "http"))
                            .withSeverity("warning")
                            .saying("of Apache HttpClient 5 127.0.0.1:")
                            .saying("1 of 1 are in use")
                            .and()
                            .hasFinding(RULE)
                            .inPool("proxy")
                            .at(Mark.in(ConnectionPools.class, "proxy"))
                            .withSeverity("warning")
                            .saying("2 of 2 are in use")
                            .and()
                            .hasFinding(RULE)
                            .inPool("calls")
                            .at(Mark.in(ConnectionPools.class, "semaphore"))
                            .withSeverity("warning")
                            .saying("a permit")
                            .and()
                            .hasNoFindingAtOrAboveBut("warning", List.of(RULE));
                    JsonNode returns = evidence(report, "returns");
                    assertThat(returns.path("holdAndWait").asInt()).isEqualTo(4);
                    assertThat(returns.path("limit").asInt()).isEqualTo(4);
                    // The scheduler's tasks of leak detection name the borrower and its line.
                    assertThat(report.findings().toString())
                            .contains("held by returns-")
                            .contains("ConnectionPools.java:"
                                    + Mark.in(ConnectionPools.class, "first").line());
                },
                "small");
    }

    @EachJdk
    void poolsOfAGoodSizeUnderLoad(Jdk jdk) {
        Programs.healthy(
                new Run(jdk, Start.AGENT),
                ConnectionPools.class,
                report -> assertThat(report).hasNoFinding(RULE),
                "healthy");
    }

    private static JsonNode evidence(Report report, String pool) {
        return report.findings().stream()
                .filter(f -> f.path("rule").asText().equals(RULE)
                        && f.path("pool").asText().equals(pool))
                .findFirst()
                .orElseThrow()
                .path("evidence");
    }
}
