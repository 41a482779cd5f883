package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Runs a program that uses a library, and waits for what is to be said of it. */
public final class Programs {

    /** As many threads as on a larger machine, in those pools that go by the number of processors. */
    private static final String[] THREADS = {
        "-Dkotlinx.coroutines.scheduler.core.pool.size=4",
        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
        "-Dscala.concurrent.context.numThreads=4",
        "-Dscala.concurrent.context.minThreads=4",
        "-Dscala.concurrent.context.maxThreads=4",
    };

    /** Healthy programs are watched for as long: each rule has spoken by then. */
    private static final Duration WATCHED = Duration.ofSeconds(6);

    private Programs() {}

    /** A sick program: says {@code there} when it is ill, and then what is asked for must be told. */
    public static void sick(Run run, Class<?> program, Consumer<Report> ill, String... arguments) {
        try (AgentJvm jvm = started(run, program, arguments)) {
            jvm.awaitReport(ill);
        }
    }

    /** A program that is well: nothing at warning or above in all the time in which each rule could have spoken. */
    public static void healthy(Run run, Class<?> program, Consumer<Report> well, String... arguments) {
        try (AgentJvm jvm = started(run, program, arguments)) {
            Instant there = Instant.now();
            jvm.awaitReport(report -> {
                assertThat(report.to()).isAfter(there.plus(WATCHED));
                assertThat(report).hasNoFindingAtOrAbove("warning");
                well.accept(report);
            });
        }
    }

    private static AgentJvm started(Run run, Class<?> program, String... arguments) {
        return run.begin(jvm -> jvm.libraryProgram(program, arguments).jvm(THREADS));
    }

    /** One thread of a loop waits in a handler, at the mark of this name, and that is all there is to say. */
    static void loopWaits(Report report, String pool, Class<?> program, String mark) {
        assertThat(report)
                .hasFinding("event-loop-blocked")
                .inPool(pool)
                .at(Mark.in(program, mark))
                .withSeverity("critical")
                .and()
                .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked"))
                .pool(pool)
                .isOfKind("event-loop");
    }

    /** Workers of a pool wait for an answer at the mark of this name. */
    static void blockingWait(Report report, String pool, String kind, Class<?> program, String mark) {
        assertThat(report)
                .hasFinding("blocking-wait")
                .inPool(pool)
                .at(Mark.in(program, mark))
                .withSeverity("warning")
                .and()
                .hasNoFindingAtOrAbove("critical")
                .pool(pool)
                .isOfKind(kind);
    }

    /** A pool has no worker left for its queue, because of what happens at the mark of this name. */
    static void starved(Report report, String pool, String kind, Class<?> program, String mark) {
        assertThat(report)
                .hasFinding("pool-starvation")
                .inPool(pool)
                .at(Mark.in(program, mark))
                .withSeverity("critical")
                .and()
                .pool(pool)
                .isOfKind(kind)
                .hasVerdict("starved");
    }
}
