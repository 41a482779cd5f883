package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.EachPair;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.program.Quiet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Getting into a JVM that runs, and out again; and what the user is told where there is no way in. */
final class AttachTest {

    private static final String NOBODY = "nobody";
    /** A runtime with all that the command line needs, but jdk.attach. */
    private static final String[] NO_ATTACH_MODULE = {
        "--limit-modules", "java.base,java.instrument,java.logging,java.management,jdk.unsupported"
    };

    @EachPair
    void goesInAndOut(Jdk mine, Jdk its) throws IOException {
        try (AgentJvm jvm = quiet(its).start()) {
            goesInAndOut(Poolscope.on(mine), jvm, Long.toString(working(jvm)));
        }
    }

    @EachPair
    void goesInAndOutWithoutTheAttachModule(Jdk mine, Jdk its) throws IOException {
        try (AgentJvm jvm = quiet(its).start()) {
            goesInAndOut(Poolscope.on(mine).jvm(NO_ATTACH_MODULE), jvm, Long.toString(working(jvm)));
        }
    }

    @EachJdk
    void rootGoesIntoAnotherUsersJvm(Jdk jdk) throws IOException {
        assumeRoot("start a JVM as " + NOBODY);
        try (AgentJvm jvm = asNobody(quiet(jdk)).start()) {
            goesInAndOut(Poolscope.on(jdk), jvm, Long.toString(working(jvm)));
            goesInAndOut(Poolscope.on(jdk).jvm(NO_ATTACH_MODULE), jvm, Long.toString(jvm.pid()));
        }
    }

    @EachJdk
    void goesIntoAContainer(Jdk jdk) throws Exception {
        assumeRoot("make namespaces");
        assumeTrue(succeeds("unshare", "--pid", "--fork", "--mount", "true"), "namespaces can be made here");
        try (AgentJvm jvm = quiet(jdk)
                .under(
                        "unshare",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "--mount",
                        "/bin/sh",
                        "-c",
                        // The classes stay where they are, also if that is under /tmp.
                        "c=$0; mount --bind \"$c\" /mnt && mount -t tmpfs none /tmp && mkdir -p \"$c\""
                                + " && mount --bind /mnt \"$c\" && exec \"$@\"",
                        Built.programClasses().toString())
                .start()) {
            working(jvm);
            JsonNode row = StreamSupport.stream(
                            Poolscope.on(jdk)
                                    .run("list", "--json")
                                    .json()
                                    .path("jvms")
                                    .spliterator(),
                            false)
                    .filter(one -> one.path("contained").asBoolean())
                    .filter(one -> ProcessHandle.of(one.path("pid").asLong())
                            .flatMap(ProcessHandle::parent)
                            .filter(parent -> parent.pid() == jvm.pid())
                            .isPresent())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(jvm.story()));
            assertThat(row.path("innerPid").asLong()).isLessThan(row.path("pid").asLong());
            String pid = row.path("pid").asText();
            Path temporary = Path.of("/proc", pid, "root/tmp");
            List<String> before = names(temporary);
            goesInAndOut(Poolscope.on(jdk), jvm, pid);
            // The jar of the first time is no more: the second must not look for it.
            goesInAndOut(Poolscope.on(jdk), jvm, pid);
            assertThat(names(temporary))
                    .as("files in its /tmp")
                    .containsExactlyInAnyOrderElementsOf(before)
                    .noneMatch(name -> name.contains("poolscope"));
        }
    }

    @EachJdk
    void anotherJarPathServesAfterADetach(Jdk jdk) throws IOException {
        try (AgentJvm jvm = quiet(jdk).start()) {
            String pid = Long.toString(working(jvm));
            Path copy = Files.copy(Built.agentJar(), jvm.directory().resolve("moved.jar"));
            goesInAndOut(Poolscope.on(jdk).jar(copy), jvm, pid);
            Files.delete(copy);
            goesInAndOut(Poolscope.on(jdk), jvm, pid);
        }
    }

    @EachJdk
    void aSecondAttachChangesSettings(Jdk jdk) {
        try (AgentJvm jvm = quiet(jdk).start()) {
            String pid = Long.toString(working(jvm));
            Poolscope poolscope = Poolscope.on(jdk);
            poolscope.run("attach", pid).exits(0);
            assertThat(poolscope.run("attach", pid).exits(0).out()).contains("already watches");
            assertThat(poolscope.run("attach", pid, "max-overhead=2%").exits(0).out())
                    .contains("settings changed");
            assertThat(setting(poolscope.run("status", pid, "--json").exits(0).json(), "max-overhead"))
                    .isEqualTo("2%");
            assertThat(poolscope.run("attach", pid, "max-overhaed=3%").exits(2).err())
                    .contains("max-overhaed")
                    .contains("nearest is max-overhead");
            assertThat(poolscope.run("status", pid).exits(0).out())
                    .containsPattern("max-overhead +2% +control")
                    .containsPattern("future-get +off");
            poolscope.run("detach", pid).exits(0);
            assertThat(poolscope.run("status", pid).refusal(3)).contains("no poolscope in JVM " + pid);
        }
    }

    @EachJdk
    void settingsThatHaveNoEffectAreToldAtTheFirstAttach(Jdk jdk) {
        try (AgentJvm jvm = quiet(jdk).start()) {
            String pid = Long.toString(working(jvm));
            Poolscope.Ran ran = Poolscope.on(jdk)
                    .run("attach", pid, "window=2m,max-overhead=many,bogus=1")
                    .exits(2);
            assertThat(ran.err())
                    .contains("max-overhead=many has no effect")
                    .contains("there is no option bogus")
                    .doesNotContain("window");
        }
    }

    @EachJdk
    void noSuchProcess(Jdk jdk) throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertThat(Poolscope.on(jdk).run("diagnose", Long.toString(gone.pid())).refusal(3))
                .contains("there is no process " + gone.pid())
                .contains("list");
    }

    @EachJdk
    void notAJvm(Jdk jdk) throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(Poolscope.on(jdk)
                            .run("diagnose", Long.toString(sleep.pid()))
                            .refusal(3))
                    .contains("(sleep) is not a JVM");
            assertThat(sleep.isAlive()).as("it got no signal").isTrue();
        } finally {
            sleep.destroyForcibly();
        }
    }

    @EachJdk
    void namesAreUniqueOrRefused(Jdk jdk) {
        try (AgentJvm one = quiet(jdk).start();
                AgentJvm other = quiet(jdk).start()) {
            long first = working(one);
            long second = working(other);
            assertThat(Poolscope.on(jdk).run("diagnose", "program.Quiet").refusal(3))
                    .contains("JVMs have program.Quiet in the name")
                    .contains(first + " " + Quiet.class.getName())
                    .contains(second + " " + Quiet.class.getName());
            assertThat(Poolscope.on(jdk).run("diagnose", "NoSuchMain").refusal(3))
                    .contains("no JVM has NoSuchMain in the name")
                    .contains("there are: ");
        }
    }

    @EachJdk
    void anotherUser(Jdk jdk) throws Exception {
        assumeRoot("be " + NOBODY);
        assumeReadable(Built.agentJar());
        try (AgentJvm jvm = quiet(jdk).start()) {
            assertThat(Poolscope.on(jdk)
                            .under("setpriv", "--reuid=" + NOBODY, "--clear-groups")
                            .run("diagnose", Long.toString(working(jvm)))
                            .refusal(3))
                    .contains("belongs to user root, and this is " + NOBODY)
                    .contains("sudo -u root");
        }
    }

    @EachJdk
    void attachingIsDisabled(Jdk jdk) {
        try (AgentJvm jvm = quiet(jdk).jvm("-XX:+DisableAttachMechanism").start();
                AgentJvm silent = quiet(jdk)
                        .jvm("-XX:-UsePerfData")
                        .env("JAVA_TOOL_OPTIONS", "-XX:+DisableAttachMechanism")
                        .start()) {
            for (AgentJvm one : new AgentJvm[] {jvm, silent}) {
                String pid = Long.toString(working(one));
                assertThat(Poolscope.on(jdk).run("diagnose", pid).refusal(3))
                        .contains("-XX:+DisableAttachMechanism")
                        .contains("-javaagent:");
                assertThat(one.stdout()).as("no signal, no thread dump").doesNotContain("Full thread dump");
            }
        }
    }

    @EachJdk(from = 21)
    void loadingAgentsIsDisabled(Jdk jdk) {
        try (AgentJvm jvm = quiet(jdk).jvm("-XX:-EnableDynamicAgentLoading").start()) {
            String pid = Long.toString(working(jvm));
            for (Poolscope one :
                    new Poolscope[] {Poolscope.on(jdk), Poolscope.on(jdk).jvm(NO_ATTACH_MODULE)}) {
                assertThat(one.run("attach", pid).refusal(3)).contains("-XX:-EnableDynamicAgentLoading");
            }
        }
    }

    @EachJdk(from = 21)
    void theWarningOfTheJvmIsExplainedWhereThereIsOne(Jdk jdk) {
        try (AgentJvm warns = quiet(jdk).start();
                AgentJvm silent =
                        quiet(jdk).jvm("-XX:+EnableDynamicAgentLoading").start()) {
            String how = "-XX:+EnableDynamicAgentLoading";
            assertThat(attach(jdk, warns)).contains(how);
            warns.until(
                    Duration.ofSeconds(30),
                    () -> assertThat(warns.stderr()).contains("WARNING: A Java agent has been loaded dynamically"));
            assertThat(attach(jdk, silent)).doesNotContain(how);
            assertThat(silent.stderr()).doesNotContain("WARNING");
        }
    }

    @EachJdk
    void stoppedOrHanging(Jdk jdk) {
        try (AgentJvm jvm = quiet(jdk).start()) {
            String pid = Long.toString(working(jvm));
            jvm.signal("STOP");
            assertThat(Poolscope.on(jdk).run("diagnose", pid).refusal(3))
                    .contains("is stopped")
                    .contains("kill -CONT " + pid);
            assertThat(Poolscope.on(jdk).run("list").exits(0).out()).containsPattern(pid + " .*Quiet \\(stopped\\)");
            jvm.signal("CONT");
        }
    }

    /** A JVM with -Xrs handles no SIGQUIT, and listens from its start instead. */
    @EachJdk
    void aJvmThatASignalWouldEndGetsNone(Jdk jdk) throws IOException {
        try (AgentJvm jvm = quiet(jdk).jvm("-Xrs").start()) {
            String pid = Long.toString(working(jvm));
            goesInAndOut(Poolscope.on(jdk), jvm, pid);
            // As if it had not listened: what is left is the signal.
            Files.deleteIfExists(Path.of("/tmp/.java_pid" + pid));
            for (Poolscope one :
                    new Poolscope[] {Poolscope.on(jdk), Poolscope.on(jdk).jvm(NO_ATTACH_MODULE)}) {
                assertThat(one.run("attach", pid, "--timeout", "2s").refusal(3)).contains("-Xrs");
            }
            assertThat(jvm.isAlive()).isTrue();
        }
    }

    /** An image whose release file says so: there is no older Java here. */
    @EachJdk
    void tooOld(Jdk jdk) throws Exception {
        Path jlink = jdk.tool("jlink");
        assumeTrue(
                Files.isExecutable(jlink) && Files.isDirectory(jdk.home().resolve("jmods")), "jlink and its modules");
        try (AgentJvm host = quiet(jdk).start()) {
            Path image = host.directory().resolve("image");
            assertThat(succeeds(jlink.toString(), "--add-modules", "java.base", "--output", image.toString()))
                    .isTrue();
            Files.writeString(image.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
            try (AgentJvm jvm = quiet(new Jdk(jdk.feature(), "11.0.2", image))
                    .jvm("-XX:-UsePerfData")
                    .start()) {
                String pid = Long.toString(working(jvm));
                assertThat(Poolscope.on(jdk).run("list").exits(0).out())
                        .containsPattern(pid + " .*11\\.0\\.2 +needs 17 ");
                assertThat(Poolscope.on(jdk).run("diagnose", pid).refusal(3))
                        .contains("runs Java 11.0.2")
                        .contains("needs 17 or newer");
                assertThat(jvm.stderr()).isEmpty();
            }
        }
    }

    /** The state before, poolscope in it, the state after. */
    private static void goesInAndOut(Poolscope poolscope, AgentJvm jvm, String pid) throws IOException {
        assertThat(poolscope.run("attach", pid).exits(0).out()).contains("watches JVM " + pid);
        JsonNode row = StreamSupport.stream(
                        poolscope
                                .run("list", "--json")
                                .exits(0)
                                .json()
                                .path("jvms")
                                .spliterator(),
                        false)
                .filter(one -> one.path("pid").asText().equals(pid))
                .findFirst()
                .orElseThrow();
        assertThat(row.path("poolscope").asBoolean()).as("%s", row).isTrue();
        assertThat(row.path("poolscopeVersion").asText()).isNotEmpty();
        assertThat(row.path("main").asText()).isEqualTo(Quiet.class.getName());
        assertThat(poolscope.run("detach", pid).exits(0).out()).contains("has left");
        assertThat(poolscope.run("detach", pid).exits(0).out()).contains("nothing to do");
        assertThat(jvm.isAlive()).isTrue();
        assertThat(jvm.stderr()).doesNotContain("no socket").doesNotContain("could not");
    }

    private static String attach(Jdk jdk, AgentJvm jvm) {
        return Poolscope.on(jdk)
                .run("attach", Long.toString(working(jvm)))
                .exits(0)
                .err();
    }

    private static AgentJvmBuilder quiet(Jdk jdk) {
        return AgentJvm.on(jdk).withoutAgent().program(Quiet.class);
    }

    private static AgentJvmBuilder asNobody(AgentJvmBuilder builder) throws IOException {
        assumeReadable(builder.directory());
        return builder.under("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups");
    }

    private static long working(AgentJvm jvm) {
        jvm.awaitLine("working");
        return jvm.pid();
    }

    /** But for HotSpot's own socket. */
    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".java_pid"))
                    .toList();
        }
    }

    private static String setting(JsonNode status, String key) {
        return StreamSupport.stream(status.path("settings").spliterator(), false)
                .filter(one -> one.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asText();
    }

    private static void assumeRoot(String what) {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can " + what);
    }

    /** Another user must come to where this project lies. */
    private static void assumeReadable(Path path) throws IOException {
        for (Path folder = path.toRealPath(); folder != null; folder = folder.getParent()) {
            assumeTrue(
                    Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_READ),
                    folder + " can be read by others");
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
