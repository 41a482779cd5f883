package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Control;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.EachPair;
import io.poolscope.tests.harness.Jcmd;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Traces;
import io.poolscope.tests.program.Deadlocks;
import io.poolscope.tests.program.Healthy;
import io.poolscope.tests.program.IllPools;
import io.poolscope.tests.program.Poolless;
import io.poolscope.tests.program.Quiet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One command and ten seconds: what is wrong in a JVM that was started without poolscope, and nothing of it left. */
final class DiagnoseTest {

    @EachPair
    void aDeadlockIsNamedWithPoolAndLine(Jdk mine, Jdk its) throws IOException {
        try (AgentJvm jvm = cold(its).program(Deadlocks.class, "three-outers").start()) {
            jvm.awaitLine("stuck");
            Poolscope.Ran ran = Poolscope.on(mine).run("diagnose", pid(jvm), "-d", "5s");
            ran.exits(10);
            assertThat(ran.out()).startsWith("CRITICAL: ");
            assertThat(oneLine(ran.out()))
                    .contains("pool-deadlock pool=orders (proved) since before ")
                    .contains("Deadlocks.java:"
                            + Mark.in(Deadlocks.class, "three-outers").line())
                    .contains("what to do now:")
                    .contains("What could not be seen");
            System.out.println("diagnose -d 5s from " + mine + " into " + its + ": "
                    + ran.wall().toMillis() + " ms wall");
            leftNothing(jvm);
        }
    }

    @EachJdk
    void starvationIsNamedWithPoolAndLine(Jdk jdk) throws IOException {
        try (AgentJvm jvm = cold(jdk).program(IllPools.class, "starvation").start()) {
            jvm.awaitLine("ill");
            Poolscope.Ran ran = Poolscope.on(jdk).run("diagnose", pid(jvm), "-d", "8s");
            assertThat(oneLine(ran.out()))
                    .contains("pool-starvation")
                    .contains("IllPools.java:"
                            + Mark.in(IllPools.class, "starvation").line());
            ran.exits(10);
            leftNothing(jvm);
        }
    }

    @EachJdk
    void aHealthyOneIsSaidToBeHealthy(Jdk jdk) throws IOException {
        try (AgentJvm jvm = cold(jdk).program(Healthy.class).start()) {
            jvm.awaitLine("working");
            Poolscope.Ran ran =
                    Poolscope.on(jdk).run("diagnose", pid(jvm), "-d", "5s").exits(0);
            assertThat(ran.out()).startsWith("Healthy: ").contains("looked at ");
            leftNothing(jvm);
        }
    }

    @EachJdk
    void withoutPoolsNothingIsJudged(Jdk jdk) {
        try (AgentJvm jvm = cold(jdk).program(Poolless.class).start()) {
            jvm.awaitLine("working");
            Poolscope.Ran ran =
                    Poolscope.on(jdk).run("diagnose", pid(jvm), "-d", "2s").exits(4);
            assertThat(ran.out()).startsWith("Nothing to judge: no thread pool was seen");
        }
    }

    @EachJdk
    void asJsonItIsTheReportAndNothingElse(Jdk jdk) {
        try (AgentJvm jvm = cold(jdk).program(Deadlocks.class, "chain").start()) {
            jvm.awaitLine("stuck");
            Report report = Poolscope.on(jdk)
                    .run("diagnose", pid(jvm), "-d", "4s", "--json")
                    .exits(10)
                    .report();
            assertThat(report).hasFinding("pool-deadlock").proved();
        }
    }

    @EachJdk
    void aPoolscopeThatWasThereStaysAndKeepsItsSettings(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Deadlocks.class, "three-outers")
                .option("probes", "off")
                .option("max-overhead", "2%")
                .start()) {
            jvm.awaitLine("stuck");
            jvm.awaitReport(report -> assertThat(report).hasFinding("pool-deadlock"));
            Poolscope poolscope = Poolscope.on(jdk);
            poolscope.run("diagnose", pid(jvm), "-d", "2s").exits(10);
            assertThat(poolscope.run("status", pid(jvm)).exits(0).out()).containsPattern("max-overhead +2%");
        }
    }

    @EachJdk
    void withProbesTheyAreOnForThatTimeOnly(Jdk jdk) throws IOException {
        try (AgentJvm jvm = cold(jdk).program(Quiet.class).start()) {
            jvm.awaitLine("working");
            Poolscope.Ran ran = Poolscope.on(jdk).run("diagnose", pid(jvm), "-d", "4s", "--probes", "--json");
            ran.exits(0);
            assertThat(ran.err()).contains("the probes change some JDK classes");
            assertThat(ran.json().path("coverage").path("probes").toString()).contains("\"active\"");
            leftNothing(jvm);
        }
    }

    @EachJdk
    void anInterruptedOneStillLeaves(Jdk jdk) throws Exception {
        try (AgentJvm jvm = cold(jdk).program(Quiet.class).start()) {
            jvm.awaitLine("working");
            try (Poolscope.Running running = Poolscope.on(jdk).start("diagnose", pid(jvm), "-d", "1h")) {
                awaitVisit(jvm);
                new ProcessBuilder("kill", "-INT", Long.toString(running.pid()))
                        .start()
                        .waitFor();
                assertThat(running.await().exit()).isEqualTo(128 + 2);
            }
            leftNothing(jvm);
        }
    }

    @EachJdk
    void aJvmThatDiesMeanwhileLeavesWhatWasSeen(Jdk jdk) throws Exception {
        try (AgentJvm jvm = cold(jdk).program(Deadlocks.class, "three-outers").start()) {
            jvm.awaitLine("stuck");
            try (Poolscope.Running running = Poolscope.on(jdk).start("diagnose", pid(jvm), "-d", "1h")) {
                awaitVisit(jvm);
                Control control = Control.of(jvm).awaitAnswer();
                jvm.until(
                        Duration.ofSeconds(60),
                        () -> assertThat(control.ask("report")).contains("\"rule\": \"pool-deadlock\""));
                jvm.until(
                        Duration.ofSeconds(60),
                        () -> assertThat(Jcmd.ask(jdk, running.pid(), "Thread.print"))
                                .anyMatch(line -> line.contains("io.poolscope.cli.Visit.look")));
                // From there it asks once a second, which nobody sees from outside: it has had its turn in five.
                TimeUnit.SECONDS.sleep(5);
                jvm.signal("KILL");
                Poolscope.Ran ran = running.await();
                assertThat(ran.err()).contains("has ended; this is what was seen until then");
                assertThat(ran.out()).contains("pool-deadlock");
                ran.exits(10);
            }
        }
    }

    @EachJdk
    void whatIsRecordedIsAReport(Jdk jdk) throws IOException {
        try (AgentJvm jvm = cold(jdk).program(Deadlocks.class, "three-outers").start()) {
            jvm.awaitLine("stuck");
            Path file = jvm.directory().resolve("run.json");
            Poolscope.Ran ran = Poolscope.on(jdk)
                    .run("record", pid(jvm), "-d", "4s", "-o", file.toString())
                    .exits(0);
            assertThat(ran.out()).startsWith("wrote " + file + ": 1 pool, 1 open finding");
            assertThat(jvm.report(file).orElseThrow())
                    .hasFinding("pool-deadlock")
                    .inPool("orders");
            leftNothing(jvm);
            try (Stream<Path> files = Files.list(jvm.directory())) {
                assertThat(files.map(one -> one.getFileName().toString()))
                        .containsExactlyInAnyOrder("run.json", "stdout", "stderr");
            }
        }
    }

    private static AgentJvmBuilder cold(Jdk jdk) {
        return AgentJvm.on(jdk).withoutAgent();
    }

    private static String pid(AgentJvm jvm) {
        return Long.toString(jvm.pid());
    }

    /** Text that was broken into lines, whole again; a word at the end of a line is followed by a blank. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** No thread, no socket, and not a word in the application's output. */
    private static void leftNothing(AgentJvm jvm) {
        Traces.awaitGone(jvm);
        assertThat(jvm.stderr()).doesNotContain("poolscope ");
    }

    /** Waits until a command has come in. */
    private static void awaitVisit(AgentJvm jvm) {
        jvm.until(Duration.ofSeconds(60), () -> assertThat(Traces.threads(jvm)).contains("poolscope"));
    }
}
