package io.poolscope.tests.incident;

import io.poolscope.tests.harness.Run;
import io.poolscope.tests.harness.Start;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Incidents in which there is too little of something: of connections, of loops, of carriers; or in which nothing stands in a
 * circle: it is only slow, or what is waited for never comes, and neither is a deadlock.
 */
final class ScarceIncidentsTest {

    private static final String[] FOUR_EACH = {
        "-Dkotlinx.coroutines.scheduler.core.pool.size=4",
        "-Dscala.concurrent.context.numThreads=4",
        "-Dscala.concurrent.context.minThreads=4",
        "-Dscala.concurrent.context.maxThreads=4",
    };

    static final List<Incident> INCIDENTS = List.of(
            Incident.of(
                    34,
                    "brettwooldridge/HikariCP#442, slick/slick#1274",
                    "ten tasks hold one of ten connections each, and each needs another one",
                    "HikariCP",
                    TwoConnectionsPerTask.class,
                    Said.finding(
                            "resource-starvation",
                            "critical",
                            "slick",
                            "second",
                            "all 10 workers of slick wait for a connection of HikariCP orders-db at"
                                    + " TwoConnectionsPerTask.java:…, 10 of 10 are in use; those that wait likely hold one already",
                            "take no second connection at TwoConnectionsPerTask.java:"),
                    Shape.RES));

    /** What the probes saw as it happened; who attaches later cannot know of it. */
    private static final Set<Integer> OVER_BY_THEN = Set.of(24, 37, 45);

    static Stream<Arguments> runs() {
        return Rebuilt.runs(INCIDENTS)
                .filter(run -> !OVER_BY_THEN.contains(((Incident) run.get()[0]).number())
                        || ((Run) run.get()[1]).start() == Start.AGENT);
    }

    @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
    @MethodSource("runs")
    void isTold(Incident incident, Run run) {
        Rebuilt.isTold(incident, run);
    }
}
