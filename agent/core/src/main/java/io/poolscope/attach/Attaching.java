package io.poolscope.attach;

import io.poolscope.control.Channel;
import io.poolscope.control.ControlSocket;
import io.poolscope.control.RefusedException;
import io.poolscope.control.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gets poolscope into a JVM, or finds it there.
 *
 * <p>Guarantees: whatever it is that does not answer, no call lasts much longer than its limit; a JVM that is refused has
 * not been touched.
 */
public final class Attaching {
    private static final int OLDEST = 17;
    /** An answer that takes longer than this is noticed by a person. */
    private static final long POLL_MS = 20;
    /** poolscope listens some 0.3 s after it was loaded, here; without a socket the longer way is tried after a third. */
    private static final int SHARE_FOR_SOCKET = 3;

    /**
     * A way to the poolscope in a JVM.
     *
     * @param channel to ask it by; the caller closes it
     * @param wasThere whether it was in the JVM before
     */
    public record Attached(Channel channel, boolean wasThere) {}

    private Attaching() {}

    /**
     * Connects to the poolscope in a JVM; loads nothing.
     *
     * @return null if there is none
     * @throws RefusedException if it is there and speaks another version
     */
    public static @Nullable Channel connect(Jvm jvm, Path jar, Duration limit) throws IOException {
        refuse(jvm);
        return present(new Doorway(jvm, jar), limit);
    }

    /**
     * What is known of poolscope in a JVM; loads nothing, and does not wait for a JVM that hangs.
     *
     * @return its answer to {@link Request#HELLO}; empty if it is there and has no socket, or does not answer; null if
     *     there is none
     */
    public static @Nullable String hello(Jvm jvm, Path jar, Duration limit) {
        try {
            Doorway door = new Doorway(jvm, jar);
            Channel channel = jvm.stopped() ? null : connect(door, limit);
            if (channel == null) {
                return door.hasPoolscope() ? "" : null;
            }
            try (channel) {
                return channel.ask(Request.HELLO.id(), limit);
            }
        } catch (IOException silent) {
            return "";
        }
    }

    /**
     * Connects to the poolscope in a JVM; loads it if there is none.
     *
     * @param options what the agent gets when it is loaded; has no effect on one that is there
     * @param jar poolscope's jar
     * @param limit for all of it
     * @throws AttachException if the JVM cannot be attached to, with what to do
     */
    public static Attached open(Jvm jvm, String options, Path jar, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        refuse(jvm);
        try (Doorway door = new Doorway(jvm, jar)) {
            Channel there = present(door, limit);
            if (there != null) {
                return new Attached(there, true);
            }
            if (!jvm.attachable()) {
                throw new AttachException(Words.disabled(jvm));
            }
            door.awaitReady(limit);
            door.load(options, until(end), Words.loadLate(jvm, limit));
            return new Attached(await(door, end, limit), false);
        }
    }

    private static void refuse(Jvm jvm) throws AttachException {
        if (jvm.feature() != 0 && jvm.feature() < OLDEST) {
            throw new AttachException(Words.tooOld(jvm, OLDEST));
        }
        if (jvm.stopped()) {
            throw new AttachException(Words.stopped(jvm));
        }
    }

    /** By its socket, or, where it has none, the longer way. */
    private static @Nullable Channel present(Doorway door, Duration limit) throws IOException {
        Channel channel = connect(door, limit);
        if (channel != null || !door.hasPoolscope()) {
            return channel;
        }
        // It may be just starting, or just leaving.
        long patience = System.nanoTime() + limit.toNanos() / SHARE_FOR_SOCKET;
        while (System.nanoTime() < patience) {
            pause();
            channel = connect(door, limit);
            if (channel != null || !door.hasPoolscope()) {
                return channel;
            }
        }
        return slowly(door, limit, limit);
    }

    private static @Nullable Channel connect(Doorway door, Duration limit) throws IOException {
        Path socket = door.socket();
        if (socket == null) {
            return null;
        }
        String late = Words.answerLate(door.jvm(), limit);
        Channel channel;
        try {
            channel = Limited.run(limit, late, () -> ControlSocket.connect(socket));
        } catch (AttachException tooLate) {
            throw tooLate;
        } catch (IOException nobody) {
            // A JVM of the same number, which is no more, has left it.
            return null;
        }
        try {
            channel.ask(Request.HELLO.id(), limit);
            return channel;
        } catch (RefusedException no) {
            throw no;
        } catch (IOException silent) {
            throw new AttachException(late, silent);
        }
    }

    private static Channel await(Doorway door, long end, Duration limit) throws IOException {
        long patience = System.nanoTime() + limit.toNanos() / SHARE_FOR_SOCKET;
        while (System.nanoTime() < patience) {
            Channel channel = connect(door, until(end));
            if (channel != null) {
                return channel;
            }
            if (LinuxProcess.isThisSystem() && LinuxProcess.of(door.jvm().pid()).isEmpty()) {
                throw new AttachException(Words.gone(door.jvm()));
            }
            pause();
        }
        return slowly(door, until(end), limit);
    }

    private static Channel slowly(Doorway door, Duration left, Duration limit) throws IOException {
        Channel slow = new LoadChannel(door);
        try {
            slow.ask(Request.HELLO.id(), left);
            return slow;
        } catch (RefusedException | AttachException told) {
            throw told;
        } catch (IOException silent) {
            throw new AttachException(Words.answerLate(door.jvm(), limit), silent);
        }
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    static void pause() throws AttachException {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AttachException("interrupted", e);
        }
    }
}
