package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.program.Deadlocks;
import io.poolscope.tests.program.Quiet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the shipped jar makes of report files: of those that the agent itself writes, and of others. */
final class DocumentsTest {

    /** Fewer are too little to be judged. */
    private static final int SAMPLES = 50;

    private static AgentJvm deadlocked(AgentJvmBuilder builder) {
        AgentJvm jvm = builder.program(Deadlocks.class, "three-outers").start();
        jvm.awaitReport(report -> {
            assertThat(report)
                    .hasFinding("pool-deadlock")
                    .inPool("orders")
                    .open(true)
                    .proved();
            assertThat(report.json().at("/self/samples").asInt()).isGreaterThanOrEqualTo(SAMPLES);
        });
        return jvm;
    }

    @EachJdk
    void aReportIsCheckedComparedAndConverted(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path folder = builder.directory();
        try (AgentJvm jvm = deadlocked(builder)) {
            Path run = Files.copy(folder.resolve("report.json"), folder.resolve("run.json"));
            String line =
                    "Deadlocks.java:" + Mark.in(Deadlocks.class, "three-outers").line();
            // Nothing but java.base: such is a runtime that jlink made.
            Poolscope poolscope =
                    Poolscope.on(jdk).jvm("--limit-modules", "java.base").env("LC_ALL", "C.UTF-8");

            Poolscope.Ran check = poolscope.run("check", run.toString(), "--junit-xml", folder + "/check.xml");
            check.exits(10);
            assertThat(check.out()).contains("findings{severity=critical} == 0: 1", "failed (exit 10)");
            assertThat(folder.resolve("check.xml")).content().contains("<failure", "pool-deadlock");

            poolscope.run("check", run.toString(), "--baseline", run.toString()).exits(0);

            Poolscope.Ran diff = poolscope
                    .run("diff", run.toString(), run.toString(), "--json")
                    .exits(0);
            assertThat(diff.json().get("unchanged").asInt()).isPositive();
            assertThat(diff.json().get("new")).isEmpty();

            for (String ending : new String[] {"html", "txt", "collapsed", "speedscope.json"}) {
                Path made = folder.resolve("made." + ending);
                poolscope.run("report", run.toString(), "-o", made.toString()).exits(0);
                assertThat(made).content().as(ending).contains("orders").contains(line);
            }
            Path copy = folder.resolve("copy.json");
            poolscope.run("report", run.toString(), "-o", copy.toString()).exits(0);
            assertThat(copy).hasSameTextualContentAs(run);
            assertThat(jvm.isAlive()).isTrue();
        }
    }

    @EachJdk
    void aLiveJvmThatHasPoolscopeIsReportedAndKeepsIt(Jdk jdk) {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        try (AgentJvm jvm = deadlocked(builder)) {
            Path page = builder.directory().resolve("live.html");
            Poolscope.on(jdk)
                    .run("report", Long.toString(jvm.pid()), "-o", page.toString())
                    .exits(0);
            assertThat(page).content().startsWith("<!DOCTYPE html>").contains("pool-deadlock");
            Poolscope.on(jdk).run("status", Long.toString(jvm.pid())).exits(0);
        }
    }

    @EachJdk
    void theAgentWritesAPageByItsEnding(Jdk jdk) {
        AgentJvmBuilder builder = AgentJvm.on(jdk).program(Deadlocks.class, "three-outers");
        Path page = builder.directory().resolve("run.html");
        try (AgentJvm jvm = builder.option("report", page.toString()).start()) {
            jvm.awaitLine("stuck");
            jvm.until(
                    Duration.ofSeconds(30),
                    () -> assertThat(page)
                            .content()
                            .startsWith("<!DOCTYPE html>")
                            .contains("CRITICAL pool-deadlock")
                            .endsWith("</html>\n"));
        }
    }

    @EachJdk
    void aHealthyRunPassesAndWhatIsNoReportNeverDoes(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk).program(Quiet.class);
        Path folder = builder.directory();
        try (AgentJvm jvm = builder.start()) {
            jvm.awaitReport(report -> {
                assertThat(report).pool("quiet");
                assertThat(Poolscope.on(jdk)
                                .run("check", folder.resolve("report.json").toString())
                                .exit())
                        .isZero();
            });
        }
        Path text = Files.writeString(folder.resolve("text.json"), "hello\u001b[31m");
        assertThat(Poolscope.on(jdk).run("check", text.toString()).refusal(2))
                .contains("is no JSON")
                .doesNotContain("\u001b");
        Path empty = Files.writeString(folder.resolve("empty.json"), "");
        Poolscope.on(jdk).run("check", empty.toString()).refusal(4);
        Poolscope.on(jdk)
                .run("report", text + "-none", "-o", folder + "/x.html")
                .refusal(2);
        Poolscope.on(jdk)
                .run("report", text.toString(), "-o", folder + "/x.pdf")
                .refusal(2);
    }
}
