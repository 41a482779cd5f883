package io.poolscope.tests.harness;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends every process that the tests started, at the latest when the tests' own JVM ends. */
public final class Reaper {

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    /** Longer than a kill takes on a machine that swaps. */
    private static final long LIMIT_SECONDS = 30;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Reaper::kill), "reaper"));
    }

    private Reaper() {}

    /** From now on the process ends with the tests. */
    public static Process watch(Process process) {
        STARTED.add(process);
        return process;
    }

    /** Ends the process and all that it started, and waits until it is gone. */
    public static void end(Process process) {
        kill(process);
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("process " + process.pid() + " survives SIGKILL");
            }
            STARTED.remove(process);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void kill(Process process) {
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }
}
