package io.poolscope.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A directory under the {@code /tmp} of a JVM, of a name nobody can guess, for what is handed over to that JVM: the jar,
 * where it cannot read it itself, and a file for an answer. It belongs to the JVM's user alone; closing removes it.
 */
final class HandOver implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Jvm jvm;
    private final boolean ownUser;
    private final Path outside;
    private final Path inside;
    private final List<Path> files = new ArrayList<>();

    private HandOver(Jvm jvm, boolean ownUser, Path outside, Path inside) {
        this.jvm = jvm;
        this.ownUser = ownUser;
        this.outside = outside;
        this.inside = inside;
    }

    /**
     * Makes the directory.
     *
     * @param root the root directory as the JVM sees it
     * @param ownUser whether the JVM's user is this process's
     */
    static HandOver make(Jvm jvm, Path root, boolean ownUser) throws IOException {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        // Not poolscope-UID: that is the socket's.
        Path inside = Path.of("/tmp", ".poolscope-" + HexFormat.of().formatHex(random));
        Path temporary = root.resolve("tmp");
        Path outside = root.resolve(inside.toString().substring(1));
        try {
            // A container's /tmp that is a link would lead to a place of this machine.
            if (!Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("it is no directory");
            }
            Files.createDirectory(outside, permissions("rwx------"));
        } catch (IOException e) {
            throw failure(jvm, temporary, e);
        }
        return new HandOver(jvm, ownUser, outside, inside);
    }

    /** Copies a file into it; returns its path as the JVM sees it. */
    String copy(Path from, String name) throws IOException {
        Path file = outside.resolve(name);
        try {
            files.add(file);
            Files.copy(from, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
            own(file);
        } catch (IOException e) {
            throw failure(jvm, outside, e);
        }
        return inside.resolve(name).toString();
    }

    /** Makes an empty file in it; returns its path as the JVM sees it. */
    String empty(String name) throws IOException {
        Path file = outside.resolve(name);
        try {
            files.add(file);
            Files.createFile(file, permissions("rw-------"));
            own(file);
        } catch (IOException e) {
            throw failure(jvm, outside, e);
        }
        return inside.resolve(name).toString();
    }

    /** Gives the directory away; last, for what is in it may be exchanged by its owner from then on. */
    void give() throws IOException {
        own(outside);
    }

    /** A file in it, as this process sees it. */
    Path outside(String name) {
        return outside.resolve(name);
    }

    private void own(Path file) throws IOException {
        if (!ownUser) {
            Files.setAttribute(file, "unix:uid", (int) jvm.uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", (int) jvm.gid(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static FileAttribute<Set<java.nio.file.attribute.PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static AttachException failure(Jvm jvm, Path where, IOException e) {
        return new AttachException(
                "cannot put a file where JVM " + jvm.pid() + " sees it, in " + where + ": " + e.getMessage()
                        + "; make its /tmp writable, or copy the jar into the container and run it there",
                e);
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(outside);
    }
}
