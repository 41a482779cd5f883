package io.poolscope.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The agent's end: a socket in a directory that is the owner's alone, and one daemon thread that answers one request
 * after the other.
 *
 * <p>Assumptions: {@link #open} and {@link #start} once. Guarantees: a client that says nothing, dribbles, sends garbage
 * or does not read its answer keeps the others waiting for a bounded time and changes nothing else; after {@link #close}
 * neither thread nor socket nor, if it is empty, the directory is left.
 */
public final class ControlServer implements AutoCloseable {
    /** For a whole request to come: it is one short line. */
    static final Duration TO_ASK = Duration.ofSeconds(5);
    /** For the client to take its answer: the largest report goes through in well under a second. */
    private static final Duration TO_TAKE = Duration.ofSeconds(5);
    /** For the client to hang up, having read to the end. */
    private static final Duration TO_END = Duration.ofMillis(500);
    /** Clients that may wait for their turn. */
    private static final int BACKLOG = 16;
    /** Another JVM of the same user may remove the empty directory between our making it and our use of it. */
    private static final int TRIES = 5;
    /** Out of file descriptors {@code accept} fails at once: do not turn that into a busy loop. Milliseconds. */
    private static final long PAUSE_MS = 50;
    /** How long {@link #close} waits for the answer under way to be taken, milliseconds. */
    private static final long LAST_ANSWER_MS = 2_000;

    private final ServerSocketChannel server;
    private final Path socket;
    private final @Nullable Object identity;
    private final Answerer answerer;
    private volatile boolean closed;
    private volatile @Nullable SocketChannel client;
    private @Nullable Thread thread;

    private ControlServer(ServerSocketChannel server, Path socket, Answerer answerer) throws IOException {
        this.server = server;
        this.socket = socket;
        this.answerer = answerer;
        identity = identity(socket);
    }

    /**
     * Makes the socket. One that a dead process has left behind is replaced, and others of such are removed; one where
     * somebody answers is not.
     *
     * @param directory made if it is not there
     * @param pid of this process, as it sees itself
     * @param answerer called on this server's thread
     * @throws IOException whose message says in words why there can be none
     */
    public static ControlServer open(Path directory, long pid, Answerer answerer) throws IOException {
        Path socket = ControlPath.socket(directory, pid);
        try {
            for (int tries = 1; ; tries++) {
                SafeDirectory.make(directory);
                LeftSockets.replace(socket);
                LeftSockets.sweep(directory);
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                try {
                    server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
                    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
                    return new ControlServer(server, socket, answerer);
                } catch (IOException | RuntimeException e) {
                    server.close();
                    if (tries == TRIES || Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    }
                }
            }
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        } catch (IllegalArgumentException | UnsupportedOperationException | SecurityException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String reason(FileSystemException e) {
        String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        return e.getFile() + ": " + reason;
    }

    /** Begins to answer. */
    public void start() {
        Thread made = new Thread(Thread.currentThread().getThreadGroup(), this::serve, "poolscope control", 0, false);
        made.setDaemon(true);
        made.setContextClassLoader(null);
        made.setPriority(Thread.NORM_PRIORITY);
        thread = made;
        made.start();
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    private void serve() {
        while (!closed) {
            try (SocketChannel connection = server.accept()) {
                client = connection;
                answer(connection);
            } catch (Throwable unacceptable) {
                // Also an error: without this thread nobody would answer any more, and the socket would stay.
                pause();
            } finally {
                client = null;
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (Conversation conversation = new Conversation(connection, TO_ASK)) {
            byte[] line = conversation.request(Wire.LONGEST_REQUEST);
            if (line == null) {
                conversation.write(Wire.no("a request is one line of at most " + Wire.LONGEST_REQUEST + " bytes"));
            } else {
                byte[] reply = Replies.to(line, answerer);
                conversation.limit(TO_TAKE);
                conversation.write(reply);
            }
            conversation.limit(TO_END);
            conversation.end();
        } catch (IOException | RuntimeException e) {
            return; // a client that went away or was too slow: there is nobody to tell
        }
    }

    private void pause() {
        if (!closed) {
            try {
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes no more requests and removes the socket; an answer under way still goes out. Idempotent, throws nothing. */
    public void stopListening() {
        closed = true;
        try {
            server.close();
            if (identity != null && identity.equals(identity(socket))) {
                Files.deleteIfExists(socket);
            }
            Path directory = socket.getParent();
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException | SecurityException othersAreInThere) {
            // The directory holds sockets of other JVMs, or is no longer ours to remove.
        }
    }

    /** Takes everything back; waits a bounded time for the thread to have said its last word. Throws nothing. */
    @Override
    public void close() {
        stopListening();
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        try {
            running.join(LAST_ANSWER_MS);
            SocketChannel slow = client;
            if (slow != null) {
                slow.close();
            }
            running.join(LAST_ANSWER_MS);
        } catch (IOException alreadyClosed) {
            // What cannot be closed twice is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What tells a file from another one of the same name; null where there is none. */
    private static @Nullable Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException none) {
            return null;
        }
    }
}
