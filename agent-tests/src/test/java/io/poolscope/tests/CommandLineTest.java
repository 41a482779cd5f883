package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.program.Quiet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line's manners: help, mistakes, exit codes, and starting a command with the agent in it. */
final class CommandLineTest {

    private static final String TARGET_COMMANDS = "diagnose attach record status detach";

    @EachJdk
    void withoutATerminalTheBareCommandHelps(Jdk jdk) {
        String help = Poolscope.on(jdk).run().exits(0).out();
        assertThat(help).contains("Usage: poolscope").contains("Examples:").contains("Exit codes:");
        assertThat(help).contains((TARGET_COMMANDS + " list run completion").split(" "));
        assertThat(help).as("no colours but on a terminal").doesNotContain("\u001b");
    }

    @EachJdk
    void everyCommandHasHelpWithExamples(Jdk jdk) {
        for (String command : "list diagnose attach record status detach run completion".split(" ")) {
            assertThat(Poolscope.on(jdk).run(command, "--help").exits(0).out())
                    .contains("Usage: poolscope " + command)
                    .contains("Examples:")
                    .contains("poolscope " + command, "Examples:");
        }
    }

    @EachJdk
    void mistakesAreOneLineAndExitCode2(Jdk jdk) {
        Poolscope poolscope = Poolscope.on(jdk);
        assertThat(poolscope.run("diagnoze", "1").refusal(2))
                .contains("did you mean")
                .contains("diagnose");
        assertThat(poolscope.run("diagnose").refusal(2)).contains("TARGET");
        assertThat(poolscope.run("diagnose", "1", "-d", "soon").refusal(2)).contains("'soon' is no duration");
        assertThat(poolscope.run("list", "--frobnicate").refusal(2)).contains("--frobnicate");
        assertThat(poolscope.run("record", "1", "-o", "run.html").refusal(2)).contains(".json");
        assertThat(poolscope
                        .run("record", "1", "-o", "/no/such/folder/run.json")
                        .refusal(2))
                .contains("cannot write");
        assertThat(poolscope.run("diagnose", "\u001b[31mred\u001b[0m\nline").refusal(3))
                .doesNotContain("\u001b");
    }

    @EachJdk
    void theCompletionScriptIsAShells(Jdk jdk) throws Exception {
        String script = Poolscope.on(jdk).run("completion").exits(0).out();
        assertThat(script).contains("diagnose").contains("complete -F");
        Path file = Files.writeString(Files.createTempFile("poolscope-completion", ".sh"), script);
        try {
            Process bash = new ProcessBuilder("bash", "-n", file.toString()).start();
            assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(bash.exitValue()).isZero();
        } finally {
            Files.delete(file);
        }
    }

    @EachJdk
    void runIsTheCommandWithTheAgentInIt(Jdk jdk) throws Exception {
        try (Poolscope.Running running = Poolscope.on(jdk)
                .start(
                        "run",
                        "-s",
                        "probes=off",
                        "--",
                        jdk.java().toString(),
                        "-Xmx64m",
                        "-cp",
                        Built.programClasses().toString(),
                        Quiet.class.getName())) {
            running.until(CommandLineTest::watched);
            running.send("exit 7\n");
            Poolscope.Ran ran = running.await().exits(7);
            assertThat(ran.out()).isEqualTo("working\n");
            assertThat(ran.err()).contains("poolscope watches the thread pools of " + Quiet.class.getName());
        }
    }

    @EachJdk
    void runBehindAnotherCommandAsksTheJvmItself(Jdk jdk) throws Exception {
        List<String> command = List.of(
                "run",
                "--",
                "sh",
                "-c",
                "exec \"$0\" \"$@\"",
                jdk.java().toString(),
                "-cp",
                Built.programClasses().toString(),
                Quiet.class.getName());
        try (Poolscope.Running running =
                Poolscope.on(jdk).env("JAVA_TOOL_OPTIONS", "-Xmx64m").start(command.toArray(String[]::new))) {
            running.until(CommandLineTest::watched);
            running.send("exit 3\n");
            assertThat(running.await().exits(3).err())
                    .contains("-Xmx64m -javaagent:")
                    .contains("poolscope watches");
        }
    }

    @EachJdk
    void aSignalToRunEndsTheCommand(Jdk jdk) throws Exception {
        try (Poolscope.Running running = Poolscope.on(jdk)
                .start(
                        "run",
                        "--",
                        jdk.java().toString(),
                        "-cp",
                        Built.programClasses().toString(),
                        Quiet.class.getName())) {
            running.until(CommandLineTest::watched);
            ProcessHandle child = ProcessHandle.of(running.pid())
                    .orElseThrow()
                    .children()
                    .findFirst()
                    .orElseThrow();
            new ProcessBuilder("kill", "-TERM", Long.toString(running.pid()))
                    .start()
                    .waitFor();
            assertThat(running.await().exit()).isEqualTo(128 + 15);
            child.onExit().get(30, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        }
    }

    @EachJdk
    void aCommandThatIsNoneIsToldSo(Jdk jdk) {
        assertThat(Poolscope.on(jdk).run("run", "--", "/no/such/command").refusal(2))
                .contains("/no/such/command");
    }

    @EachJdk
    void theWrapperFindsTheJarAndTheJava(Jdk jdk) throws Exception {
        Path script = Built.agentJar().resolve("../../../../scripts/poolscope").normalize();
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "--version");
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        Process process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("poolscope ");
        assertThat(process.waitFor()).isZero();
    }

    @EachJdk
    void listShowsWhatIsThere(Jdk jdk) {
        try (AgentJvm with = AgentJvm.on(jdk)
                        .program(Quiet.class)
                        .option("probes", "off")
                        .start();
                AgentJvm without =
                        AgentJvm.on(jdk).withoutAgent().program(Quiet.class).start()) {
            with.awaitReport(report -> {});
            without.awaitLine("working");
            String list = Poolscope.on(jdk).run("list").exits(0).out();
            assertThat(list)
                    .containsPattern(with.pid() + " .*" + jdk.version() + ".* (yes|\\d+\\.\\d+\\.\\d+) .*Quiet");
            assertThat(list).containsPattern(without.pid() + " .*" + jdk.version() + ".* no .*Quiet");
        }
    }

    /** The program has come up, and poolscope in it. */
    private static void watched(Poolscope.Running running) {
        assertThat(running.out()).contains("working");
        assertThat(running.err()).contains("poolscope watches");
    }
}
