package io.poolscope.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process, as {@code /proc} shows it at one moment. What only the owner may see of it is empty to others.
 *
 * @param pid its id here
 * @param status {@code /proc/PID/status}
 * @param maps paths of the files that it has mapped, one a line; null if that must not be seen
 */
record LinuxProcess(
        long pid, Map<String, String> status, @Nullable List<String> maps) {
    private static final Path PROC = Path.of("/proc");
    private static final int SIGQUIT = 3;

    /** Whether this machine has processes of this kind. */
    static boolean isThisSystem() {
        return Files.isReadable(PROC.resolve("self/status"));
    }

    /** The process; empty if there is none. */
    static Optional<LinuxProcess> of(long pid) {
        Path directory = PROC.resolve(Long.toString(pid));
        Map<String, String> status;
        try {
            status = ProcessFile.table(directory.resolve("status"));
        } catch (IOException gone) {
            return Optional.empty();
        }
        // The number of a thread opens a directory of its own in /proc; it is no process.
        if (status.getOrDefault("State", "Z").startsWith("Z")
                || !status.getOrDefault("Tgid", "").equals(Long.toString(pid))) {
            return Optional.empty();
        }
        return Optional.of(new LinuxProcess(pid, status, mapped(directory)));
    }

    private static @Nullable List<String> mapped(Path directory) {
        try {
            return ProcessFile.text(directory.resolve("maps"))
                    .lines()
                    .filter(line -> line.indexOf('/') > 0)
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
        } catch (IOException forbidden) {
            return null;
        }
    }

    Path directory() {
        return PROC.resolve(Long.toString(pid));
    }

    /** The root directory as the process sees it. */
    Path root() {
        return otherMounts() ? directory().resolve("root") : Path.of("/");
    }

    /** Effective user: the one whose JVM it is. */
    long uid() {
        return number("Uid", 1);
    }

    long gid() {
        return number("Gid", 1);
    }

    /** The id by which it knows itself. */
    long innerPid() {
        String[] ids = status.getOrDefault("NSpid", "").split("\\s+");
        String own = ids[ids.length - 1];
        return own.isEmpty() ? pid : Long.parseLong(own);
    }

    boolean stopped() {
        return status.getOrDefault("State", "").startsWith("T");
    }

    /** Whether a SIGQUIT reaches a handler of its own; without one it would end the process. */
    boolean catchesQuit() {
        try {
            return (Long.parseUnsignedLong(status.getOrDefault("SigCgt", "0"), 16) & 1L << (SIGQUIT - 1)) != 0;
        } catch (NumberFormatException odd) {
            return false;
        }
    }

    /** The HotSpot in it; null if there is none, or it must not be seen. */
    @Nullable
    String hotSpot() {
        return mapped("/libjvm.so");
    }

    /** Whether it runs the other JVM whose library bears the same name. */
    boolean isOpenJ9() {
        return maps != null && maps.stream().anyMatch(file -> file.contains("/libj9vm"));
    }

    /** The file it shares its counters in; null if there is none. */
    @Nullable
    Path perfData() {
        String file = maps == null
                ? null
                : maps.stream()
                        .filter(path -> path.contains("/hsperfdata_") && path.endsWith("/" + innerPid()))
                        .findFirst()
                        .orElse(null);
        return file == null ? null : root().resolve(file.substring(1));
    }

    /** Whether it has a root directory or mounts of its own. */
    boolean otherMounts() {
        return differs("ns/mnt") || hasOwnRoot();
    }

    boolean otherPids() {
        return innerPid() != pid;
    }

    /** Whether poolscope's thread runs in it: the JVM hands the names of its threads to the kernel. */
    boolean hasPoolscope() {
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(directory().resolve("task"))) {
            for (Path thread : threads) {
                if (ProcessFile.text(thread.resolve("comm")).strip().equals("poolscope")) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return false;
        }
        return false;
    }

    List<String> commandLine() {
        try {
            return List.of(new String(ProcessFile.bytes(directory().resolve("cmdline")), StandardCharsets.UTF_8)
                    .split("\0", -1));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** The name of a user, or the number if it has none. */
    String user() {
        try {
            return Files.getOwner(directory(), LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return Long.toString(uid());
        }
    }

    private @Nullable String mapped(String ending) {
        return maps == null
                ? null
                : maps.stream()
                        .filter(file -> file.endsWith(ending))
                        .findFirst()
                        .orElse(null);
    }

    private boolean differs(String namespace) {
        try {
            return !Files.readSymbolicLink(directory().resolve(namespace))
                    .equals(Files.readSymbolicLink(PROC.resolve("self").resolve(namespace)));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private boolean hasOwnRoot() {
        try {
            return !Files.readSymbolicLink(directory().resolve("root")).equals(Path.of("/"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private long number(String key, int column) {
        String[] values = status.getOrDefault(key, "").split("\\s+");
        return values.length > column ? Long.parseLong(values[column]) : -1;
    }
}
