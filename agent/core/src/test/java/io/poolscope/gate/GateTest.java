package io.poolscope.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.finding.Suppression;
import io.poolscope.report.Samples;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static Condition.Result result(String condition, Assessment seen) {
        return Gate.parse(condition).judge(seen, null).results().get(0);
    }

    /** Pools orders (bounded, with run times) and mails (without), the deadlock found in orders. */
    private static Assessment run(Finding... findings) {
        return Samples.assess(
                List.of(
                        Samples.pool("p1", "mails").tasks(0, 0, 0).workers(4, 0).build(),
                        Samples.pool("p2", "orders").bounded(300).build(),
                        Samples.pool("p3", "orders-2").bounded(300).build()),
                List.of(),
                Map.of(),
                List.of(findings),
                List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    findings == 0                                   | FAILS   | 1
                    findings{severity=warning} == 0                 | HOLDS   | 0
                    findings{rule=pool-*,pool=ord?rs} <= 1          | HOLDS   | 1
                    findings{pool=mails} > 0                        | FAILS   | 0
                    wait.p99{pool=orders} < 48s                     | HOLDS   | 50 ms
                    wait.p99{pool=orders} < 51ms                    | UNKNOWN | 50 ms of those that ran, but 212 still wait, the oldest for 47.90 s
                    wait.p99{pool=orders} < 0.05s                   | FAILS   | 50 ms
                    wait.p99{pool=orders}>=50ms                     | HOLDS   | 50 ms
                    wait.p50{pool=orders} < 48s                     | HOLDS   | < 40 ms
                    wait.p50{pool=orders} < 39ms                    | UNKNOWN | < 40 ms
                    wait.p50{pool=orders} > 40ms                    | FAILS   | < 40 ms
                    wait.max{pool=orders} <= 1s                     | FAILS   | 47.90 s
                    run.p99{pool=orders} < 1h                       | HOLDS   | 60 ms
                    run.p50{pool=mails} < 1h                        | UNKNOWN | no task came to it
                    queue.depth.max{pool=orders} == 212             | HOLDS   | 212
                    queue.head.age.max{pool=orders} < 2s            | FAILS   | 47.90 s
                    threads.blocked.max{pool=orders} < 16           | FAILS   | 16
                    blocked.share{pool=orders} <= 75%               | HOLDS   | 75.0 %
                    blocked.share{pool=orders} < 0.5                | FAILS   | 75.0 %
                    tasks.rejected{pool=orders} == 3                | HOLDS   | 3
                    tasks.failed{pool=orders} == 0                  | UNKNOWN | not counted: the probe failed is not active
                    wait.p99{pool=nobody} < 1s                      | UNKNOWN | no pool of this name was seen
                    """)
    void aConditionIsReadAndLookedAt(String condition, State state, String value) {
        Condition.Result result = result(condition, run(Samples.deadlock()));
        assertThat(result.readings()).hasSize(1);
        assertThat(result.readings().get(0).value()).isEqualTo(value);
        assertThat(result.state()).isEqualTo(state);
    }

    @Test
    void eachPoolMustHoldAndEachIsTold() {
        Condition.Result result = result("run.p99{pool=*} < 100ms", run());
        assertThat(result.readings()).extracting(Condition.Reading::pool).containsExactly("orders", "orders-2");
        assertThat(result.state()).isEqualTo(State.HOLDS);
        assertThat(result("queue.head.age.max < 1ms", run()).readings()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait.p99",
                "wait.p99 < 200",
                "wait.p99 < 5%",
                "wait.p98 < 5ms",
                "wait.p99{poool=x} < 5ms",
                "wait.p99{pool} < 5ms",
                "wait.p99{pool=} < 5ms",
                "wait.p99{pool=a < 5ms",
                "findings{severity=criticl} == 0",
                "findings = 0",
                "findings == 0 and more",
                "findings == 1.2.3",
                "queue.depth.max < 10ms",
                "tasks.failed{rule=x} == 0"
            })
    void whatIsNoConditionIsRefusedWithWords(String text) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{10,}");
    }

    @Test
    void theDefaultIsNothingCriticalAndNoWarning() {
        assertThat(Gate.noFindings(Severity.WARNING))
                .extracting(Condition::text)
                .containsExactly("findings{severity=critical} == 0", "findings{severity=warning} == 0");
        assertThat(Gate.noFindings(Severity.INFO)).hasSize(3);
    }

    @Test
    void whatEndedCountsAndWhatIsAcceptedDoesNot() {
        Finding ended = Samples.with(Samples.deadlock(), Severity.CRITICAL, false);
        assertThat(result("findings == 1", run(ended)).state()).isEqualTo(State.HOLDS);
        Gate.Verdict verdict = Gate.parse("findings == 0").judge(run(accepted(ended)), null);
        assertThat(verdict.state()).isEqualTo(State.HOLDS);
        assertThat(verdict.aside()).hasSize(1);
    }

    @Test
    void ofWhatABaselineKnowsOnlyWhatBecameWorseCounts() {
        Gate gate = Gate.parse("findings == 0");
        Finding warning = Samples.with(Samples.deadlock(), Severity.WARNING, true);
        assertThat(gate.judge(run(warning), run(warning)).state()).isEqualTo(State.HOLDS);
        assertThat(gate.judge(run(warning), run(Samples.deadlock())).state()).isEqualTo(State.HOLDS);
        assertThat(gate.judge(run(Samples.deadlock()), run(warning)).state()).isEqualTo(State.FAILS);
        assertThat(gate.judge(run(warning), run()).state()).isEqualTo(State.FAILS);
    }

    @Test
    void tooLittleIsNeverAPassButAFailureStaysOne() {
        Gate gate = Gate.parse("findings == 0");
        assertThat(gate.judge(Samples.empty(), null).tooLittle()).isEqualTo("no thread pool was seen");
        assertThat(gate.judge(Samples.empty(), null).state()).isEqualTo(State.UNKNOWN);
        Assessment idle = Samples.assess(
                List.of(Samples.pool("p1", "mails").tasks(0, 0, 0).build()), List.of(), Map.of(), List.of(), List.of());
        assertThat(gate.judge(idle, null).tooLittle()).isEqualTo("no pool was given a task");
        Assessment failed = Samples.assess(List.of(), List.of(), Map.of(), List.of(Samples.deadlock()), List.of());
        assertThat(gate.judge(failed, null).state()).isEqualTo(State.FAILS);
    }

    private static Finding accepted(Finding f) {
        @Nullable Suppression suppression = new Suppression("pool-deadlock:*:*", "known", null);
        return new Finding(
                f.id(),
                f.rule(),
                f.severity(),
                f.pool(),
                f.poolId(),
                f.site(),
                f.title(),
                f.details(),
                f.explanation(),
                f.fix(),
                f.proved(),
                f.evidence(),
                f.chain(),
                f.stack(),
                f.sites(),
                f.firstSeen(),
                f.beganBefore(),
                f.lastSeen(),
                f.count(),
                f.open(),
                suppression);
    }
}
