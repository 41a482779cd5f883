package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jcmd;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.program.ExitSoon;
import io.poolscope.tests.program.Hello;
import io.poolscope.tests.program.Quiet;
import io.poolscope.tests.program.VirtualStorm;
import io.poolscope.tests.program.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.TestReporter;

/** The application starts, runs and ends exactly as it would without poolscope. */
final class HarmlessTest {

    /** How long the workload runs, ms: the agent is in and the probes are woven well before its end. */
    private static final String WATCHED = "4000";

    /** Each an own way to run a JVM in which agents have failed. */
    private static final List<List<String>> WAYS = List.of(
            List.of(),
            List.of("-Xcheck:jni"),
            List.of("-Xint"),
            List.of("-XX:+UseZGC"),
            List.of("-XX:+UseSerialGC"),
            List.of(
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+BytecodeVerificationLocal",
                    "-XX:+BytecodeVerificationRemote"),
            List.of("-Xss256k"),
            List.of("-Xshare:off"),
            List.of("-Xmx64m"),
            List.of("-esa", "-ea"));

    @EachJdk
    void theResultIsTheSameInEveryKindOfJvm(Jdk jdk) {
        List<String> wrong = new ArrayList<>();
        for (List<String> way : WAYS) {
            try {
                String[] arguments = way.toArray(String[]::new);
                assertThat(watched(AgentJvm.on(jdk).jvm(arguments)))
                        .isEqualTo(alone(AgentJvm.on(jdk).jvm(arguments)));
            } catch (AssertionError e) {
                wrong.add(way + ": " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @EachJdk
    void theResultIsTheSameWhenNobodyReadsItsErrors(Jdk jdk) {
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
        assertThat(watched(AgentJvm.on(jdk).redirected("2>&-")))
                .isEqualTo(alone(AgentJvm.on(jdk).redirected("2>&-")));
    }

    @EachJdk(to = 23)
    void theResultIsTheSameUnderASecurityManager(Jdk jdk) throws IOException {
        // The application may do all; what the agent may do is the agent's problem.
        AgentJvmBuilder with = AgentJvm.on(jdk);
        Path policy = Files.writeString(
                with.directory().resolve("policy"),
                "grant codeBase \"file:" + Built.programClasses()
                        + "/-\" { permission java.security.AllPermission; };\n");
        String[] manager = {"-Djava.security.manager", "-Djava.security.policy==" + policy};
        assertThat(results(with.jvm(manager).program(Workload.class, WATCHED)))
                .isEqualTo(alone(AgentJvm.on(jdk).jvm(manager)));
    }

    @EachJdk(from = 21)
    void virtualThreadsGoOnWithASingleCarrier(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .jvm("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .program(VirtualStorm.class, "6000")
                .start()) {
            assertThat(jvm.awaitExit(Duration.ofSeconds(120))).as(jvm::story).isZero();
            assertThat(jvm.lines()).containsExactly("all done");
            assertThat(jvm.report()).isPresent();
        }
    }

    @EachJdk
    void aJvmThatEndsAtOnceEndsClean(Jdk jdk, TestReporter times) {
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (AgentJvm jvm = AgentJvm.on(jdk).program(Hello.class).start()) {
                assertThat(jvm.awaitExit()).as(jvm::story).isZero();
                times.publishEntry(
                        jdk + " hello, ms",
                        Long.toString(
                                Duration.ofNanos(System.nanoTime() - start).toMillis()));
                assertThat(jvm.stdout()).isEqualTo("Hello, world\n");
                assertThat(jvm.stderr()).doesNotContainIgnoringCase("exception").doesNotContainIgnoringCase("warn");
            }
        }
    }

    @EachJdk
    void theApplicationMayExitWhileTheAgentStarts(Jdk jdk) {
        for (int delay : new int[] {0, 30, 60, 120, 250, 500, 1000}) {
            try (AgentJvm jvm = AgentJvm.on(jdk)
                    .program(ExitSoon.class, Integer.toString(delay))
                    .start()) {
                assertThat(jvm.awaitExit()).as(jvm::story).isEqualTo(7);
                assertThat(jvm.stdout()).isEqualTo("exit\n");
                assertThat(jvm.stderr()).doesNotContainIgnoringCase("exception");
            }
        }
    }

    @EachJdk
    void asASecondAgentItStaysOut(Jdk jdk) throws Exception {
        assumeThat(Files.isExecutable(jdk.tool("jcmd"))).isTrue();
        AgentJvmBuilder builder = AgentJvm.on(jdk).program(Quiet.class);
        try (AgentJvm jvm = builder.moreAgents(builder.agentArgument()).start()) {
            jvm.awaitReport(report -> assertThat(report).pool("quiet"));
            assertThat(Jcmd.ask(jdk, jvm, "Thread.print"))
                    .filteredOn(line -> line.startsWith("\"poolscope") && !line.startsWith("\"poolscope control"))
                    .hasSize(1);
            jvm.send("exit 4");
            assertThat(jvm.awaitExit()).isEqualTo(4);
            assertThat(jvm.stderr()).doesNotContainIgnoringCase("exception");
        }
    }

    @EachJdk
    void toolsOfTheJdkStaySilent(Jdk jdk) throws Exception {
        assumeThat(jdk.hasCompiler()).isTrue();
        AgentJvmBuilder sources = AgentJvm.on(jdk);
        Path source = Files.writeString(sources.directory().resolve("A.java"), "class A { int x = 1; }\n");
        try (AgentJvm target =
                AgentJvm.on(jdk).withoutAgent().program(Quiet.class).start()) {
            target.awaitLine("working");
            for (String[] tool : new String[][] {
                {"javac", "-d", sources.directory().toString(), source.toString()},
                {"keytool", "-list", "-cacerts", "-storepass", "changeit", "-alias", "none"},
                {"jcmd", Long.toString(target.pid()), "VM.version"},
                {"jar", "--version"}
            }) {
                AgentJvmBuilder builder = AgentJvm.on(jdk);
                builder.env("JAVA_TOOL_OPTIONS", builder.agentArgument());
                String[] arguments = Arrays.copyOfRange(tool, 1, tool.length);
                try (AgentJvm with = builder.startTool(tool[0], arguments);
                        AgentJvm without = AgentJvm.on(jdk).startTool(tool[0], arguments)) {
                    assertThat(with.awaitExit()).as(with::story).isEqualTo(without.awaitExit());
                    assertThat(with.stdout()).isEqualTo(without.stdout());
                    assertThat(with.stderr().lines().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")))
                            .as(tool[0])
                            .isEqualTo(without.stderr().lines().toList());
                    assertThat(with.reportFile()).doesNotExist();
                }
            }
        }
    }

    /** An application configures these before their first use, in {@code main} or in a server's start. */
    @EachJdk
    void nothingIsWokenThatAnApplicationConfigures(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path initialized = builder.directory().resolve("initialized");
        try (AgentJvm jvm = builder.without("report")
                .jvm("-Xlog:class+init=info:file=" + initialized)
                .program(Quiet.class)
                .start()) {
            jvm.until(
                    Duration.ofSeconds(60),
                    () -> assertThat(jvm.stderr()).contains("poolscope watches the thread pools"));
            jvm.until(
                    Duration.ofSeconds(60),
                    () -> assertThat(initialized).content().contains("'io/poolscope/watch/Sampler'"));
            // Not at its end: from 21 on System.exit asks for a logger itself.
            assertThat(Files.readString(initialized))
                    .doesNotContainPattern(
                            "Initializing '(java/util/logging/|sun/util/logging/|java/util/prefs/|java/rmi/)")
                    .doesNotContainPattern("Initializing '(com/sun/jmx/.*MBeanServer|javax/management/MBeanServer)")
                    .doesNotContainPattern("Initializing '(java/security/SecureRandom|javax/naming/|javax/script/)");
        }
    }

    /** What the workload prints while the agent looks on. */
    private static List<String> watched(AgentJvmBuilder builder) {
        List<String> lines = results(
                builder.program(Workload.class, WATCHED, builder.reportFile().toString()));
        assertThat(builder.reportFile()).as("proof that it looked").exists();
        return lines;
    }

    /** What the workload prints by itself. */
    private static List<String> alone(AgentJvmBuilder builder) {
        return results(builder.withoutAgent().program(Workload.class, "0"));
    }

    private static List<String> results(AgentJvmBuilder builder) {
        try (AgentJvm jvm = builder.start()) {
            assertThat(jvm.awaitExit(Duration.ofSeconds(120))).as(jvm::story).isEqualTo(3);
            assertThat(jvm.lines()).as(jvm::story).contains("each task once: 5000", "ended: true");
            assertThat(jvm.stderr()).as(jvm::story).doesNotContain("\tat ");
            return jvm.lines();
        }
    }
}
