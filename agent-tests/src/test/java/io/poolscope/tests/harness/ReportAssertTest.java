package io.poolscope.tests.harness;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The assertions themselves: each holds where it should and fails where it should. */
final class ReportAssertTest {

    static final String REPORT = """
            {"schema": "poolscope/report/1", "tool": {"name": "poolscope", "version": "0.1.0"},
             "jvm": {"pid": 1, "main": "shop.Main", "version": "17", "vendor": "x", "cpus": 2, "startedAt": "2026-11-20T10:00:00Z"},
             "window": {"from": "2026-11-20T10:00:00Z", "to": "2026-11-20T10:00:10Z", "durationMs": 10000},
             "coverage": {"probes": [{"name": "future-get", "status": "active"}], "lost": {"stacks": 3}},
             "self": {"cpuMs": 1, "cpuShareOfOneCore": 0.0001, "samples": 500},
             "pools": [{"id": "p1", "name": "orders", "type": "java.util.concurrent.ThreadPoolExecutor", "kind": "thread-pool",
               "verdict": "deadlocked", "createdAt": {"class": "shop.Orders", "method": "<init>", "line": 7},
               "threads": {"size": 3, "max": 3, "idle": 1, "running": 0, "blocked": 2, "blockedByKind": {"future": 2}, "peakBlocked": 2},
               "queue": {"depth": 2}, "tasks": {}}],
             "sites": [{"rank": 1, "pool": "orders", "kind": "future", "site": {"class": "shop.Orders$Job", "method": "run", "line": 9},
               "blockedMs": 20000, "share": 1, "waits": 2, "waitsEstimated": false, "openWaits": 2}],
             "findings": [{"id": "abc", "rule": "pool-deadlock", "severity": "critical", "pool": "orders", "proved": true, "open": true,
               "site": {"class": "shop.Orders$Job", "method": "run", "line": 9}, "title": "all 2 workers wait", "explanation": "e",
               "fix": "f", "evidence": {}, "chain": ["orders-1 waits for task 1"], "firstSeen": "2026-11-20T10:00:05Z",
               "lastSeen": "2026-11-20T10:00:10Z", "count": 1}]}
            """;

    private static final Mark HERE = new Mark("shop.Orders", 9);
    private static final Mark ELSEWHERE = new Mark("shop.Orders", 10);
    private static final Instant ONSET = Instant.parse("2026-11-20T10:00:00Z");

    private Report report;

    @BeforeEach
    void read() throws Exception {
        report = new Report(new ObjectMapper().readTree(REPORT), () -> "the program's words");
        ReportSchema.check(report.json(), () -> "");
    }

    @Test
    void findings() {
        assertThat(report)
                .hasFinding("pool-deadlock")
                .inPool("orders")
                .at(HERE)
                .proved()
                .withSeverity("critical")
                .open(true)
                .seenWithin(Duration.ofSeconds(10), ONSET)
                .withChain("orders-1")
                .saying("all 2 workers")
                .and()
                .hasNoFinding("pool-starvation")
                .hasNoFindingAtOrAboveBut("info", java.util.List.of("pool-deadlock"));

        fails(() -> assertThat(report).hasFinding("pool-starvation"));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").inPool("other"));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").at(ELSEWHERE));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").at(new Mark("shop.Order", 9)));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").withSeverity("warning"));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").open(false));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").seenWithin(Duration.ofSeconds(4), ONSET));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").withChain("orders-2"));
        fails(() -> assertThat(report).hasFinding("pool-deadlock").saying("all 3 workers"));
        fails(() -> assertThat(report).hasNoFinding("pool-deadlock"));
        fails(() -> assertThat(report).hasNoFindingAtOrAbove("warning"));
        fails(() -> assertThat(report).provesNothing());
    }

    @Test
    void pools() {
        assertThat(report)
                .pool("orders")
                .isOfKind("thread-pool")
                .isOfType("java.util.concurrent.ThreadPoolExecutor")
                .hasVerdict("deadlocked")
                .hasMax(3)
                .hasSize(3)
                .hasIdle(1)
                .hasBlocked(2)
                .hasBlocked("future", 2)
                .hasBlocked("lock", 0)
                .wasCreatedAt(new Mark("shop.Orders", 7))
                .and()
                .hasNoPool("payments");

        fails(() -> assertThat(report).pool("payments"));
        fails(() -> assertThat(report).hasNoPool("orders"));
        fails(() -> assertThat(report).pool("orders").hasNoMax());
        fails(() -> assertThat(report).pool("orders").hasMax(4));
        fails(() -> assertThat(report).pool("orders").hasConfiguredMax(3));
        fails(() -> assertThat(report).pool("orders").hasQueueCapacity(3));
        fails(() -> assertThat(report).pool("orders").hasBlocked("lock", 2));
        fails(() -> assertThat(report).pool("orders").wasNeverBlocked());
        fails(() -> assertThat(report).pool("orders").wasCreatedAt(HERE));
    }

    @Test
    void sites() {
        assertThat(report)
                .site("orders", HERE)
                .isOfKind("future")
                .countedWaits(2)
                .hasOpenWaits(2)
                .and()
                .hasNoSite(ELSEWHERE)
                .hasActiveProbes();

        fails(() -> assertThat(report).site("orders", ELSEWHERE));
        fails(() -> assertThat(report).site("payments", HERE));
        fails(() -> assertThat(report).site("orders", HERE).countedWaits(3));
        fails(() -> assertThat(report).site("orders", HERE).isOfKind("lock"));
        fails(() -> assertThat(report).hasNoSite(HERE));
    }

    private static void fails(ThrowingCallable assertion) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("--- report")
                .hasMessageContaining("the program's words");
    }
}
