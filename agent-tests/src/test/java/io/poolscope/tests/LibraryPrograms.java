package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Runs a program that uses a library, and waits for what is to be said of it. */
abstract class LibraryPrograms {

    private static final String KOTLIN = "-Dkotlinx.coroutines.scheduler.core.pool.size=4";

    /** Healthy programs are watched for as long: each rule has spoken by then. */
    private static final Duration WATCHED = Duration.ofSeconds(6);

    static void sick(Jdk jdk, Class<?> program, Consumer<Report> ill, String... arguments) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).libraryProgram(program, arguments).jvm(KOTLIN).start()) {
            jvm.awaitMoment("there");
            jvm.awaitReport(ill::accept);
        }
    }

    static void healthy(Jdk jdk, Class<?> program, Consumer<Report> well, String... arguments) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).libraryProgram(program, arguments).jvm(KOTLIN).start()) {
            Instant there = jvm.awaitMoment("there");
            jvm.awaitReport(report -> {
                org.assertj.core.api.Assertions.assertThat(report.to()).isAfter(there.plus(WATCHED));
                assertThat(report).hasNoFindingAtOrAbove("warning");
                well.accept(report);
            });
        }
    }

    /** One thread of a loop waits in a handler, at the mark of this name, and that is all there is to say. */
    static void loopWaits(Report report, String pool, Class<?> program, String mark) {
        assertThat(report)
                .hasFinding("event-loop-blocked")
                .inPool(pool)
                .at(Mark.in(program, mark))
                .withSeverity("critical")
                .and()
                .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked"));
    }
}
