package io.poolscope.control;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the socket of a JVM lies: {@code /tmp/poolscope-UID/PID.sock}, in a directory that only the owner may enter. On
 * Linux always under {@code /tmp}, as HotSpot's own attach socket, whatever {@code java.io.tmpdir} says: that is the
 * application's, and the command line could not know it. Elsewhere {@code java.io.tmpdir}, and the name of the user
 * where there is no number.
 */
public final class ControlPath {
    private static final String PREFIX = "poolscope-";
    static final String ENDING = ".sock";
    /** Directories looked at to find one; a machine has as many as it has users who run Java. */
    private static final int MOST_DIRECTORIES = 10_000;

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

    private ControlPath() {}

    /**
     * The directory for the sockets of this process's user. Not made, not looked at.
     *
     * @throws IOException if this system does not tell who the user is
     */
    public static Path ownDirectory() throws IOException {
        // Not /proc/self, which is a link and root's.
        Path self = Path.of("/proc/self/status");
        return Files.exists(self)
                ? Path.of("/tmp").resolve(PREFIX + uid(self))
                : Path.of(System.getProperty("java.io.tmpdir", "/tmp"))
                        .resolve(PREFIX
                                + UNSAFE.matcher(System.getProperty("user.name", "user"))
                                        .replaceAll("_"));
    }

    /**
     * The socket of a process.
     *
     * @param directory of its user
     * @param pid as that process sees itself, which in a container is not what the machine outside sees
     */
    public static Path socket(Path directory, long pid) {
        return directory.resolve(pid + ENDING);
    }

    /**
     * Finds the socket of a process, which may live in a container, where its user may have another number. Only
     * directories are believed that belong to the owner of that process, and that no one else may enter.
     *
     * @param root the root directory as the process sees it: {@code /}, or {@code /proc/PID/root}
     * @param owner number of the user whose process it is, as this process sees it
     * @param pid as the process sees itself
     * @return null if there is none
     */
    public static @Nullable Path find(Path root, long owner, long pid) {
        Path temporary = root.resolve("tmp");
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            int looked = 0;
            for (Path directory : directories) {
                Path socket = socket(directory, pid);
                if (SafeDirectory.isOwnersAlone(directory, owner)
                        && Files.exists(socket, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isSymbolicLink(socket)
                        && uid(socket) == owner) {
                    return socket;
                }
                if (++looked > MOST_DIRECTORIES) {
                    break;
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
        return null;
    }

    /** The user that a file belongs to, by number; the link's own where it is one. */
    static long uid(Path file) throws IOException {
        try {
            Object uid = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return ((Integer) uid) & 0xffff_ffffL;
        } catch (UnsupportedOperationException | IllegalArgumentException noSuchNumber) {
            throw new IOException("this system has no numbers of users", noSuchNumber);
        }
    }
}
