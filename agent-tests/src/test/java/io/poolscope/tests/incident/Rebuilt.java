package io.poolscope.tests.incident;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.FindingAssert;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Matrix;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Run;
import io.poolscope.tests.harness.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Runs rebuilt incidents, and waits for what is to be said of them. */
final class Rebuilt {

    /** What is no deadlock is watched for as long after it was told: a proof needs two looks. */
    private static final Duration WATCHED = Duration.ofSeconds(4);

    private Rebuilt() {}

    /**
     * The incidents with their runs: with the matrix each on every JDK, in one of the ways to start, chosen by its name;
     * else the first one on one JDK.
     */
    static Stream<Arguments> runs(List<Incident> incidents) {
        return incidents.stream()
                .limit(Matrix.isWhole() ? incidents.size() : 1)
                .flatMap(incident -> runs(incident).map(run -> Arguments.of(incident, run)));
    }

    private static Stream<Run> runs(Incident incident) {
        String name = incident.program().getSimpleName();
        List<Run> runs = Matrix.inTurn(name, incident.from());
        return runs.stream()
                .limit(Matrix.isWhole() ? runs.size() : 1)
                .map(run ->
                        run.start() == Start.COLD && incident.needsProbes() ? new Run(run.jdk(), Start.ATTACHED) : run);
    }

    /** The incident's sentences are told, no other one that is loud, and no deadlock where there is none. */
    static void isTold(Incident incident, Run run) {
        try (AgentJvm jvm = run.begin(builder -> prepared(incident, builder))) {
            if (incident.needsProbes()) {
                // What only the probes see has to come after them.
                jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
                jvm.send("go");
            }
            jvm.awaitReport(report -> {
                incident.said().forEach(said -> told(report, incident, said, jvm.stderr()));
                assertThat(report).hasNoFindingAtOrAboveBut("warning", incident.loud());
            });
            if (incident.isNoDeadlock()) {
                jvm.everyReport(
                        WATCHED,
                        report ->
                                assertThat(report).hasNoFinding("pool-deadlock").provesNothing());
            }
        }
    }

    private static AgentJvmBuilder prepared(Incident incident, AgentJvmBuilder builder) {
        builder.libraryProgram(incident.program()).jvm(incident.jvm().toArray(String[]::new));
        for (Map.Entry<String, String> option : incident.options().entrySet()) {
            builder.option(option.getKey(), option.getValue());
        }
        return builder;
    }

    private static void told(Report report, Incident incident, Said said, String log) {
        FindingAssert finding = assertThat(report)
                .hasFinding(said.rule())
                .inPool(said.pool())
                .withSeverity(said.severity())
                .titled(said.titlePattern());
        finding = said.proved() ? finding.proved() : finding.notProved();
        String mark = said.mark();
        if (mark != null) {
            finding = finding.at(Mark.in(incident.program(), mark));
        }
        for (String word : said.words()) {
            // The lines between title and fix stand in the log alone.
            finding = log.contains(word) ? finding : finding.telling(word);
        }
    }
}
