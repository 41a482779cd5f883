package io.poolscope.control;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Sockets whose process was killed before it could remove them. Two containers that share their {@code /tmp} may both have
 * a process of one number: only where nobody answers is one left behind.
 */
final class LeftSockets {
    /** Younger ones may be about to listen: between bind and listen a connection is refused too. */
    private static final Duration SETTLED = Duration.ofMinutes(1);
    /** Looked at in one sweep; the next one goes on. */
    private static final int MOST = 100;

    private LeftSockets() {}

    /**
     * Removes a socket that stands in the way.
     *
     * @throws IOException if somebody answers there
     */
    static void replace(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isSymbolicLink(socket) && answers(socket)) {
            throw new IOException(socket + " is in use by another process");
        }
        Files.delete(socket);
    }

    /**
     * Removes the sockets of others that were left behind.
     *
     * @param directory the owner's alone
     */
    static void sweep(Path directory) {
        Instant settled = Instant.now().minus(SETTLED);
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory, "*" + ControlPath.ENDING)) {
            int looked = 0;
            for (Path socket : sockets) {
                if (!Files.isSymbolicLink(socket)
                        && !Files.exists(process(socket))
                        && Files.getLastModifiedTime(socket, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(settled)
                        && !answers(socket)) {
                    Files.deleteIfExists(socket);
                }
                if (++looked == MOST) {
                    return;
                }
            }
        } catch (IOException | RuntimeException theyStay) {
            // They are in nobody's way.
        }
    }

    /** The directory of the process that a socket is named after, where this one sees it: then it is not disturbed. */
    private static Path process(Path socket) {
        String name = String.valueOf(socket.getFileName());
        return Path.of("/proc", name.substring(0, name.length() - ControlPath.ENDING.length()));
    }

    private static boolean answers(Path socket) throws IOException {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
            return true;
        } catch (SocketException refused) {
            return false;
        }
    }
}
