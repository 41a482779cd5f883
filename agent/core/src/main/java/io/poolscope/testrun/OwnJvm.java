package io.poolscope.testrun;

import io.poolscope.control.Channel;
import io.poolscope.control.ControlPath;
import io.poolscope.control.ControlSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to the poolscope in this JVM.
 *
 * @param channel to it
 * @param isGuest whether it came with us, and goes with us
 */
record OwnJvm(Channel channel, boolean isGuest) {
    /** To attach, on a machine that is overloaded, seconds; on others it takes one. */
    private static final int TO_ATTACH_S = 60;
    /** For a poolscope that is there to open its socket, nanoseconds: at the latest it does so after ten looks. */
    private static final long TO_LISTEN = 20_000_000_000L;
    /** Name of poolscope's own thread. */
    private static final String THREAD = "poolscope";

    static OwnJvm enter(Path jar, String options) throws IOException {
        boolean there = isHere();
        if (!there) {
            attach(jar, options);
        }
        // A poolscope that was there from the start opens its socket when the application first uses the network.
        InetAddress unused = InetAddress.getLoopbackAddress();
        long end = System.nanoTime() + TO_LISTEN;
        Channel channel = connect();
        while (channel == null) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("poolscope is in this JVM and has no control socket (control=false, or the"
                        + " directory for it cannot be made), so that it cannot be asked");
            }
            Looks.pause();
            channel = connect();
        }
        return new OwnJvm(channel, !there);
    }

    private static @Nullable Channel connect() throws IOException {
        Path socket = ControlPath.socket(
                ControlPath.ownDirectory(), ProcessHandle.current().pid());
        if (!Files.exists(socket)) {
            return null;
        }
        try {
            return ControlSocket.connect(socket);
        } catch (IOException leftBehind) {
            // By a process of the same number, which is no more.
            return null;
        }
    }

    /** Whether poolscope runs here: by its thread, as its socket may come later. */
    private static boolean isHere() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[2 * top.activeCount() + 100];
        int found = top.enumerate(threads);
        for (int i = 0; i < found; i++) {
            if (threads[i].getName().equals(THREAD) && threads[i].isDaemon()) {
                return true;
            }
        }
        return false;
    }

    /**
     * From a process of its own: a JVM may not attach to itself unless it was started with
     * {@code -Djdk.attach.allowAttachSelf} (HotSpotVirtualMachine, since 9).
     */
    private static void attach(Path jar, String options) throws IOException {
        Path said = Files.createTempFile("poolscope-attach", ".log");
        try {
            ProcessBuilder command = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar.toString(),
                            "attach",
                            Long.toString(ProcessHandle.current().pid()),
                            options)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            // Made for the JVM of the tests: a debugger's port, a coverage agent.
            command.environment().keySet().removeIf(name -> name.matches("_?(JAVA_TOOL|JDK_JAVA|JAVA)_OPTIONS"));
            Process process = command.start();
            boolean ended = process.waitFor(TO_ATTACH_S, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                String why = Files.readString(said, StandardCharsets.UTF_8).strip();
                throw new IOException("poolscope cannot get into this JVM"
                        + (ended ? "" : " in " + TO_ATTACH_S + " s")
                        + (why.isEmpty() ? "" : ": " + why));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while poolscope got into this JVM", e);
        } finally {
            Files.delete(said);
        }
    }
}
