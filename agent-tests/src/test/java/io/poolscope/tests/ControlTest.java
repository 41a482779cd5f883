package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Control;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.program.Deadlocks;
import io.poolscope.tests.program.Quiet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The channel between a JVM and the command line: what it answers, and what it bears. */
@EnabledOnOs(OS.LINUX)
final class ControlTest {

    private static final Duration SECONDS = Duration.ofSeconds(30);

    @EachJdk
    void aDeadlockFromBeforeIsProvedWithinThreeSecondsOfTheAttach(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Deadlocks.class, "three-outers")
                .withoutAgent()
                .start()) {
            jvm.awaitLine("stuck");
            Control control = Control.of(jvm).attach("probes=off,log=none");
            // The program's own start is not ours, and a machine at its limit takes longer: looks, not a clock, are
            // counted. It may be at its third when it is asked for the report of the second.
            jvm.until(SECONDS, () -> assertThat(control.ask("hello")).containsPattern("\"looks\": ([2-9]|\\d\\d)"));
            assertThat(control.ask("report"))
                    .startsWith("poolscope/1 ok ")
                    .contains("\"rule\": \"pool-deadlock\"")
                    .contains("\"beganBefore\": true");
        }
    }

    @EachJdk
    void nonsenseIsAnsweredAndHarmsNothing(Jdk jdk) {
        try (AgentJvm jvm = quiet(jdk).start()) {
            Control control = attached(jvm, "probes=off");
            jvm.until(SECONDS, () -> {
                assertThat(control.send(new byte[] {0, -1, -2, '\n'})).startsWith("poolscope/1 no ");
                assertThat(control.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)))
                        .startsWith("poolscope/1 no ")
                        .contains("expected poolscope/1 REQUEST");
                assertThat(control.ask("format-disk"))
                        .startsWith("poolscope/1 no ")
                        .contains("it knows hello");
                assertThat(control.send("poolscope/2 hello\n".getBytes(StandardCharsets.UTF_8)))
                        .startsWith("poolscope/1 no ")
                        .contains("speaks protocol 2", "protocol 1", "detach that one and attach this");
                assertThat(control.send("x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8)))
                        .startsWith("poolscope/1 no ")
                        .contains("at most 65536 bytes");
                assertThat(control.ask("hello")).startsWith("poolscope/1 ok ").contains("\"protocol\": 1");
            });
        }
    }

    @EachJdk
    void whoSaysNothingOrDribblesHoldsTheOthersForAFewSecondsOnly(Jdk jdk) throws Exception {
        try (AgentJvm jvm = quiet(jdk).start()) {
            Control control = attached(jvm, "probes=off");
            SocketChannel silent = control.connect();
            SocketChannel dribbling = control.connect();
            Thread drops = new Thread(() -> dribble(dribbling));
            drops.setDaemon(true);
            drops.start();
            Instant before = Instant.now();
            assertThat(control.ask("hello")).startsWith("poolscope/1 ok ");
            assertThat(Duration.between(before, Instant.now()))
                    .as("5 s for each of the two before")
                    .isLessThan(Duration.ofSeconds(25));
            silent.close();
            dribbling.close();
            drops.join();
        }
    }

    private static void dribble(SocketChannel channel) {
        try {
            while (channel.write(ByteBuffer.wrap(new byte[] {'p'})) > 0) {
                Thread.sleep(200);
            }
        } catch (IOException cutOff) {
            return; // as it should be
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @EachJdk
    void settingsAreTakenWholeOrRefusedWithAReason(Jdk jdk) throws Exception {
        try (AgentJvm jvm = quiet(jdk).start()) {
            Control control = attached(jvm, "probes=off");
            Path report = jvm.directory().resolve("later.json");
            String answer = control.ask(
                    "set probes=on:-failed,sample-interval=50ms,rule.pool-starvation.oldest=2s,report=" + report
                            + ",window=30s,bogus=1,max-overhead=900%,rules=-nonsense,allow=nothing,log-repeat=90s");
            String applied = answer.substring(0, answer.indexOf("\"refused\""));
            String refused = answer.substring(answer.indexOf("\"refused\""));
            assertThat(applied)
                    .contains("\"probes\"", "\"sample-interval\"", "\"rule.pool-starvation.oldest\"", "\"log-repeat\"")
                    .contains(report.toString());
            assertThat(refused)
                    .contains("\"window\"", "is read at the start only", "\"bogus\"", "\"max-overhead\"", "\"allow\"")
                    .contains("there is no rule nonsense");
            assertThat(control.ask("status"))
                    .containsPattern("\"value\": \"50ms\",\\s+\"source\": \"control\"")
                    .containsPattern("\"rule.pool-starvation.oldest\",\\s+\"value\": \"2s\"")
                    .containsPattern("\"task\",\\s+\"status\": \"active\"")
                    .containsPattern("\"failed\",\\s+\"status\": \"off\"");
            jvm.until(SECONDS, () -> assertThat(jvm.report(report)).isPresent());
            assertThat(control.ask("set probes=off")).contains("\"applied\": [\n    {");
            assertThat(control.ask("status")).doesNotContain("\"status\": \"active\"");
        }
    }

    @EachJdk
    void aSecondLoadChangesSettingsAndSaysSo(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Quiet.class)
                .moreAgents(AgentJvm.on(jdk)
                        .without("report")
                        .without("report-interval")
                        .option("log-repeat", "33s")
                        .agentArgument())
                .start()) {
            jvm.until(SECONDS, () -> assertThat(jvm.stderr()).contains("already runs in this JVM: set log-repeat=33s"));
            Control.of(jvm).attach("sample-interval=40ms,window=20s");
            jvm.until(
                    SECONDS,
                    () -> assertThat(jvm.stderr())
                            .contains("set sample-interval=40ms; not window=20s: is read at the start only"));
        }
    }

    @EachJdk
    void withoutASocketTheAttachItselfCarriesRequests(Jdk jdk) throws Exception {
        try (AgentJvm jvm = quiet(jdk).start()) {
            jvm.awaitLine("working");
            Path answer = Files.createFile(
                    jvm.directory().resolve("answer"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Control control = Control.of(jvm);
            control.attach("control=hello,answer=" + answer);
            assertThat(answer).content().startsWith("poolscope/1 no ").contains("is not in this JVM");
            control.attach("probes=off,control=false,log=none");
            assertThat(control.socket()).doesNotExist();
            control.attach("control=hello,answer=" + answer);
            assertThat(answer).content().startsWith("poolscope/1 ok ").contains("\"protocol\": 1");
            control.attach("control=set sample-interval=40ms\\,log-repeat=33s,answer=" + answer);
            assertThat(answer).content().contains("40ms", "33s");
            Path link = Files.createSymbolicLink(
                    jvm.directory().resolve("link"), jvm.directory().resolve("victim"));
            Files.writeString(jvm.directory().resolve("victim"), "as it was");
            control.attach("control=hello,answer=" + link);
            assertThat(jvm.directory().resolve("victim")).content().isEqualTo("as it was");
            control.attach("control=detach,answer=" + answer);
            assertThat(answer).content().contains("\"detached\": true");
            control.attach("control=hello,answer=" + answer);
            assertThat(answer).content().contains("is not in this JVM");
        }
    }

    @EachJdk
    void theSocketIsTheOwnersAloneAndGoesWithTheJvm(Jdk jdk) throws Exception {
        try (AgentJvm jvm = quiet(jdk).start()) {
            Control control = attached(jvm, "probes=off");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control.socket())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(control.socket().getParent(), LinkOption.NOFOLLOW_LINKS)))
                    .isEqualTo("rwx------");
            jvm.terminate();
            jvm.awaitExit();
            assertThat(control.socket()).doesNotExist();
        }
    }

    private static AgentJvmBuilder quiet(Jdk jdk) {
        return AgentJvm.on(jdk).program(Quiet.class).withoutAgent();
    }

    /** Attached, with its socket there. */
    private static Control attached(AgentJvm jvm, String options) {
        jvm.awaitLine("working");
        return Control.of(jvm).attach(options + ",log=none").awaitAnswer();
    }
}
