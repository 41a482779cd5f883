package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.gate.Gate;
import io.poolscope.report.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateReporterTest {
    private final List<String> lines = new ArrayList<>();

    private GateReporter gate(String conditions) {
        return new GateReporter(Gate.parse(conditions), (level, text) -> lines.add(level + " " + text));
    }

    @Test
    void tellsEachConditionWithItsValueAndTheOutcomeAtTheEndOnly() {
        GateReporter gate = gate("findings{severity=critical} == 0;queue.depth.max < 1000");
        gate.report(Samples.rich());
        assertThat(lines).isEmpty();

        gate.last(Samples.rich());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("ERROR gate findings{severity=critical} == 0 fails: 1");
        assertThat(lines.get(1)).startsWith("INFO gate queue.depth.max < 1000 holds: mails 212, orders 212");
        assertThat(lines.get(2)).isEqualTo("ERROR gate failed");
    }

    @Test
    void passesWhereEveryConditionHolds() {
        gate("queue.depth.max < 1000").last(Samples.rich());
        assertThat(lines).last().isEqualTo("INFO gate passed");
    }

    @Test
    void doesNotPassWhereNothingWasSeen() {
        gate("findings{severity=critical} == 0").last(Samples.empty());
        assertThat(lines).last().asString().startsWith("ERROR gate not passed: too little was seen: no thread pool");
    }

    @Test
    void saysNothingWithoutConditions() {
        gate("").last(Samples.rich());
        assertThat(lines).isEmpty();
    }
}
