package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What of poolscope can be seen in a JVM from outside, without a question to that JVM. */
public final class Traces {

    private Traces() {}

    /** Checks that poolscope is out of a JVM: no thread of its, no socket, and the command line says so too. */
    public static void none(AgentJvm jvm, Jdk mine) {
        assertThat(threads(jvm))
                .as("threads of JVM %s", jvm.pid())
                .isNotEmpty()
                .noneMatch(n -> n.contains("poolscope"));
        assertThat(Control.of(jvm).socket()).doesNotExist();
        assertThat(Poolscope.on(mine).run("list").exits(0).out())
                .as("what list says of JVM %s", jvm.pid())
                .containsPattern("(?m)^ *" + jvm.pid() + " +\\S+ +\\S+ +no ");
    }

    /** Names of the threads, as the kernel has them: cut at 15 characters. */
    public static List<String> threads(AgentJvm jvm) {
        List<String> names = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(jvm.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                try {
                    names.add(Files.readString(task.resolve("comm")).strip());
                } catch (NoSuchFileException ended) {
                    continue; // between the listing and the reading
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
