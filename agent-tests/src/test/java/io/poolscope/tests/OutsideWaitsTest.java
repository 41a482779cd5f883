package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.program.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Workers that wait in native code for another process or another machine: a file's lock, a name server. */
final class OutsideWaitsTest {

    @EachJdk
    void theLockOfAFileThatAnotherProcessHolds(Jdk jdk) throws IOException {
        try (AgentJvm holder = holder(jdk)) {
            String file = holder.directory().resolve("shared.db").toString();
            try (AgentJvm jvm = AgentJvm.on(jdk).program(Outside.class, file).start()) {
                jvm.awaitReport(report -> assertThat(report)
                        .pool("files")
                        .hasBlocked("file", 1)
                        .and()
                        .site("files", Mark.in(Outside.class, "file-lock"))
                        .isOfKind("file")
                        .hasOpenWaits(1));
            }
        }
    }

    private static AgentJvm holder(Jdk jdk) throws IOException {
        var builder = AgentJvm.on(jdk).withoutAgent();
        Path file = Files.createFile(builder.directory().resolve("shared.db"));
        AgentJvm holder =
                builder.program(Outside.class, "hold", file.toString()).start();
        holder.awaitLine("held");
        return holder;
    }

    /** The JVM has a file system of its own, in which the resolver asks a server that is the program itself. */
    @EachJdk
    void aNameServerThatDoesNotAnswer(Jdk jdk) throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"), "only root can listen at a name server's port");
        String server = "127.0.53." + jdk.feature();
        try (AgentJvm holder = holder(jdk)) {
            Path settings = Files.writeString(
                    holder.directory().resolve("resolv.conf"),
                    "nameserver " + server + "\noptions timeout:30 attempts:5\n");
            String file = holder.directory().resolve("shared.db").toString();
            try (AgentJvm jvm = AgentJvm.on(jdk)
                    .under(
                            "unshare",
                            "--mount",
                            "/bin/sh",
                            "-c",
                            "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"",
                            settings.toString())
                    .program(Outside.class, file, server)
                    .start()) {
                jvm.awaitReport(report -> assertThat(report)
                        .pool("names")
                        .hasBlocked("socket", 1)
                        .and()
                        .site("names", Mark.in(Outside.class, "name"))
                        .isOfKind("socket")
                        .hasOpenWaits(1));
            }
        }
    }
}
