package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.Deadlocks;
import io.poolscope.tests.program.Ending;
import io.poolscope.tests.program.Quiet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The report is there whenever somebody may want it: in time, whole, and also when the JVM ends. */
final class ReportFileTest {

    @EachJdk
    void readersNeverSeeHalfOfIt(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Quiet.class)
                .option("report-interval", "100ms")
                .start()) {
            jvm.awaitReport(report -> assertThat(report).pool("quiet"));
            Instant end = Instant.now().plusSeconds(4);
            Instant latest = end.plusSeconds(60);
            Instant last = Instant.MIN;
            int versions = 0;
            // Ten a second, but a machine at its limit may take longer to see three of them.
            while (Instant.now().isBefore(end) || versions < 3 && Instant.now().isBefore(latest)) {
                // Strict: a file that is missing, cut or breaks the schema fails here.
                Report report = jvm.report().orElseThrow();
                assertThat(report.to()).isAfterOrEqualTo(last);
                versions += report.to().isAfter(last) ? 1 : 0;
                last = report.to();
            }
            assertThat(versions).as("reports seen").isGreaterThan(2);
        }
    }

    @EachJdk
    void aFindingIsWrittenWithoutWaitingForTheInterval(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Deadlocks.class, "three-outers")
                .option("report-interval", "1h")
                .start()) {
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("pool-deadlock")
                    .inPool("orders")
                    .open(true));
        }
    }

    @EachJdk
    void asTextItSaysTheSameInWords(Jdk jdk) {
        var builder = AgentJvm.on(jdk).program(Deadlocks.class, "three-outers");
        Path text = builder.directory().resolve("report.txt");
        try (AgentJvm jvm = builder.option("report", text.toString()).start()) {
            jvm.awaitLine("stuck");
            jvm.until(
                    Duration.ofSeconds(30),
                    () -> assertThat(text)
                            .content()
                            .contains("pool-deadlock")
                            .contains("orders")
                            .contains("Deadlocks.java:"
                                    + Mark.in(Deadlocks.class, "three-outers").line())
                            .contains("fix: "));
        }
    }

    @EachJdk
    void itIsWrittenWhenMainReturns(Jdk jdk) throws IOException {
        endsWith(jdk, "return", 0);
    }

    @EachJdk
    void itIsWrittenWhenTheApplicationExits(Jdk jdk) throws IOException {
        endsWith(jdk, "exit", 7);
    }

    @EachJdk
    void itIsWrittenWhenMainThrows(Jdk jdk) throws IOException {
        endsWith(jdk, "throw", 1);
    }

    @EachJdk
    void itIsWrittenWhenTheJvmIsTerminated(Jdk jdk) throws IOException {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Ending.class, "stay")
                .option("report-interval", "1h")
                .start()) {
            jvm.awaitLine("working");
            jvm.awaitReport(report -> {});
            Instant ending = Instant.now();
            jvm.terminate();
            assertThat(jvm.awaitExit()).isEqualTo(128 + 15);
            lastReport(jvm, ending);
        }
    }

    @EachJdk
    void itIsWrittenWhenTheJvmIsTerminatedBecauseEverythingHangs(Jdk jdk) throws IOException {
        try (AgentJvm jvm = AgentJvm.on(jdk).program(Ending.class, "hang").start()) {
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("pool-deadlock")
                    .inPool("ending")
                    .proved());
            Instant ending = Instant.now();
            jvm.terminate();
            assertThat(jvm.awaitExit()).isEqualTo(128 + 15);
            assertThat(lastReport(jvm, ending))
                    .hasFinding("pool-deadlock")
                    .inPool("ending")
                    .proved();
        }
    }

    @EachJdk
    void aPathThatCannotBeWrittenHarmsNobody(Jdk jdk) throws IOException {
        var builder = AgentJvm.on(jdk).program(Quiet.class);
        Path file = Files.createFile(builder.directory().resolve("file"));
        try (AgentJvm jvm = builder.option("report", file + "/report.json").start()) {
            jvm.awaitLine("working");
            jvm.until(Duration.ofSeconds(30), () -> assertThat(jvm.stderr()).contains("report"));
            long said = jvm.stderr().lines().count();
            // It keeps failing twice a second, and does not say so twice a second.
            jvm.holds(Duration.ofSeconds(5), () -> assertThat(jvm.isAlive()).isTrue());
            jvm.send("exit 5");
            assertThat(jvm.awaitExit()).isEqualTo(5);
            assertThat(jvm.stderr().lines().count()).isLessThan(said + 10);
            assertThat(jvm.stderr()).doesNotContain("\tat ");
            assertThat(jvm.lines()).containsExactly("working");
        }
    }

    private static void endsWith(Jdk jdk, String how, int code) throws IOException {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Ending.class, how)
                .option("report-interval", "1h")
                .start()) {
            jvm.awaitLine("working");
            jvm.awaitReport(report -> {});
            jvm.send("go");
            Instant ending = jvm.awaitMoment("ending");
            assertThat(jvm.awaitExit()).isEqualTo(code);
            lastReport(jvm, ending);
            assertThat(jvm.lines()).hasSize(2);
        }
    }

    private static Report lastReport(AgentJvm jvm, Instant ending) throws IOException {
        Report last = jvm.report().orElseThrow(() -> new AssertionError(jvm.story()));
        assertThat(last.to()).as("end of the last report's window").isAfterOrEqualTo(ending);
        try (Stream<Path> files = Files.list(jvm.directory())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("files left behind")
                    .containsExactlyInAnyOrder("stdout", "stderr", "report.json");
        }
        return last;
    }
}
