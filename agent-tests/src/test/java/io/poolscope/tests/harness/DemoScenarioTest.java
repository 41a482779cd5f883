package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolscope.tests.harness.DemoScenario.Expectation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the sources of the demo announce, as the tests read it. */
final class DemoScenarioTest {

    private static final Expectation STARVED = new Expectation(
            false,
            "production",
            Map.of(
                    "rule",
                    "pool-starvation",
                    "severity",
                    "critical",
                    "pool",
                    "http-nio*|orders",
                    "site",
                    "A.b|C.d",
                    "also",
                    "x|y"));
    private static final DemoScenario SCENARIO =
            new DemoScenario("s", "A", true, 10, List.of(STARVED), List.of(7, 9), List.of(), 17);

    @Test
    void readsEveryScenarioOfTheDemo() {
        List<DemoScenario> all = DemoScenario.all();
        assertThat(all).hasSizeGreaterThan(10).allSatisfy(scenario -> {
            assertThat(scenario.seconds()).isBetween(5, 60);
            assertThat(scenario.in("production")).isNotEmpty();
            if (scenario.expectations().stream().anyMatch(e -> e.keys().containsKey("site"))) {
                assertThat(scenario.lines()).isNotEmpty();
            }
        });
        assertThat(all).extracting(DemoScenario::name).contains("sync-over-async", "nested-submit", "burst");
    }

    @Test
    void matchesRulePoolSeverityAndPlace() throws Exception {
        assertThat(STARVED.asksFor(finding("pool-starvation", "critical", "orders")))
                .isTrue();
        assertThat(STARVED.asksFor(finding("pool-starvation", "critical", "http-nio-8080")))
                .isTrue();
        assertThat(STARVED.asksFor(finding("pool-starvation", "critical", "reorders")))
                .isFalse();
        assertThat(STARVED.asksFor(finding("pool-starvation", "warning", "orders")))
                .isFalse();
        assertThat(STARVED.asksFor(finding("x", "critical", "orders"))).isFalse();
        assertThat(STARVED.allows(finding("x", "critical", "orders"))).isTrue();
        assertThat(STARVED.allows(finding("z", "critical", "orders"))).isFalse();
        assertThat(STARVED.allows(finding("x", "critical", "other"))).isFalse();
        assertThat(SCENARIO.isMarked(site("shop.A", "b", 7), STARVED)).isTrue();
        assertThat(SCENARIO.isMarked(site("shop.A", "lambda$b$0", 9), STARVED)).isTrue();
        assertThat(SCENARIO.isMarked(site("shop.A", "b", 8), STARVED)).isFalse();
        assertThat(SCENARIO.isMarked(site("shop.A", "c", 7), STARVED)).isFalse();
    }

    private static JsonNode finding(String rule, String severity, String pool) throws Exception {
        return new ObjectMapper()
                .readTree("{\"rule\":\"" + rule + "\",\"severity\":\"" + severity + "\",\"pool\":\"" + pool + "\"}");
    }

    private static JsonNode site(String type, String method, int line) throws Exception {
        return new ObjectMapper()
                .readTree("{\"class\":\"" + type + "\",\"method\":\"" + method + "\",\"line\":" + line + "}");
    }
}
