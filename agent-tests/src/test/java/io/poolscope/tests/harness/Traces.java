package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of poolscope can be seen in a JVM from outside, without a question to that JVM. */
public final class Traces {

    private Traces() {}

    /**
     * Waits until poolscope is out of a JVM: no thread of its, no socket. Its threads end a moment after it has told that it
     * has left.
     */
    public static void awaitGone(AgentJvm jvm) {
        jvm.until(
                AgentJvm.PATIENCE,
                () -> assertThat(threads(jvm))
                        .as("threads of JVM %s", jvm.pid())
                        .isNotEmpty()
                        .noneMatch(name -> name.contains("poolscope")));
        assertThat(Control.of(jvm).socket()).doesNotExist();
    }

    /** As {@link #awaitGone}, and the command line says so too. */
    public static void none(AgentJvm jvm, Jdk mine) {
        awaitGone(jvm);
        assertThat(Poolscope.on(mine).run("list").exits(0).out())
                .as("what list says of JVM %s", jvm.pid())
                .containsPattern("(?m)^ *" + jvm.pid() + " +\\S+ +\\S+ +no ");
    }

    /** Names of the threads, as the kernel has them: cut at 15 characters. */
    public static List<String> threads(AgentJvm jvm) {
        return tasks(jvm).stream()
                .flatMap(task -> read(task, "comm").stream())
                .map(String::strip)
                .toList();
    }

    /** CPU time of poolscope's threads, as Linux counts it, nanoseconds. */
    public static long cpuNanos(AgentJvm jvm) {
        return tasks(jvm).stream()
                .filter(task -> read(task, "comm").orElse("").startsWith("poolscope"))
                .flatMap(task -> read(task, "schedstat").stream())
                .mapToLong(told -> Long.parseLong(told.split(" ")[0]))
                .sum();
    }

    private static List<Path> tasks(AgentJvm jvm) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(jvm.pid()), "task"))) {
            return tasks.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty of a thread that has ended: "no such file" or, if that was open already, "no such process". */
    private static Optional<String> read(Path task, String file) {
        try {
            return Optional.of(Files.readString(task.resolve(file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
