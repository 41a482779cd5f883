package io.poolscope.control;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory that is its owner's alone, in a place where everybody may make one. */
final class SafeDirectory {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private SafeDirectory() {}

    /**
     * Makes it, or takes the one that is there if it is as it would have been made.
     *
     * @throws IOException that says in words what is wrong with it
     */
    static void make(Path directory) throws IOException {
        long self = self();
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException known) {
            // Somebody else may have made it, to lead us somewhere: what counts is looked at below.
        }
        String wrong = wrong(directory, self);
        if (wrong != null) {
            throw new IOException(directory + " " + wrong);
        }
    }

    /** The user whose process this is: on Linux told by the kernel, elsewhere by a file just made. */
    private static long self() throws IOException {
        Path process = Path.of("/proc/self/status");
        if (Files.exists(process)) {
            return ControlPath.uid(process);
        }
        Path mine = Files.createTempFile("poolscope", null);
        try {
            return ControlPath.uid(mine);
        } finally {
            Files.delete(mine);
        }
    }

    /** Whether nobody but its owner may do anything with a file; true where the file system knows no such thing. */
    static boolean isPrivate(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
                    .noneMatch(OTHERS::contains);
        } catch (UnsupportedOperationException unknown) {
            return true;
        }
    }

    static boolean isOwnersAlone(Path directory, long owner) throws IOException {
        return wrong(directory, owner) == null;
    }

    private static @Nullable String wrong(Path directory, long owner) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            return "is a symbolic link";
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return "is no directory";
        }
        if (ControlPath.uid(directory) != owner) {
            return "belongs to another user";
        }
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        return granted.stream().anyMatch(OTHERS::contains) ? "may be entered by others" : null;
    }
}
