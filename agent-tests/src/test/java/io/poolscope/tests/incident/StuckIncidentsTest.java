package io.poolscope.tests.incident;

import io.poolscope.tests.harness.Run;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Incidents in which threads hold each other: they wait for their own queue, for another pool that waits for them, for a lock. */
final class StuckIncidentsTest {

    static final List<Incident> INCIDENTS = List.of();

    static Stream<Arguments> runs() {
        return Rebuilt.runs(INCIDENTS);
    }

    @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
    @MethodSource("runs")
    void isTold(Incident incident, Run run) {
        Rebuilt.isTold(incident, run);
    }
}
