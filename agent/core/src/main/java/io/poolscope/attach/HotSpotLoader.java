package io.poolscope.attach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HotSpot's attach protocol, version 1, as {@code jcmd} speaks it ({@code attachListener_posix.cpp}): for a runtime
 * without jdk.attach, and for JVMs in containers. A JVM listens on {@code /tmp/.java_pidN}, once it was asked to by a
 * file {@code .attach_pidN} and a SIGQUIT; a request is the version and four words, each ended by a zero byte.
 *
 * <p>Guarantee: no process gets a SIGQUIT that has no handler for it: it would die.
 */
final class HotSpotLoader implements Loader {
    /** A JVM looks at its signals at once; more often than this, nobody would notice. */
    private static final long POLL_MS = 20;
    /** HotSpot takes no longer word (AttachOperation::arg_length_max, 17). */
    private static final int LONGEST_WORD = 1024;
    /** No answer to {@code load} is longer. */
    private static final int MOST_BYTES = 64 << 10;

    private final Jvm jvm;
    private final LinuxProcess process;

    HotSpotLoader(Jvm jvm, LinuxProcess process) {
        this.jvm = jvm;
        this.process = process;
    }

    @Override
    public void load(String jar, String options) throws IOException {
        String word = jar + "=" + options;
        if (word.getBytes(StandardCharsets.UTF_8).length > LONGEST_WORD) {
            throw new AttachException("the settings are too long to be given to a JVM: put them into a file, and give"
                    + " config=/path/of/poolscope.properties");
        }
        try (SocketChannel channel = open()) {
            channel.write(
                    ByteBuffer.wrap(("1\0load\0instrument\0false\0" + word + "\0").getBytes(StandardCharsets.UTF_8)));
            judge(answer(channel));
        }
    }

    /** Lines: the attach operation's result, and what the agent's library returned, {@code return code: 0}. */
    private void judge(String answer) throws AttachException {
        List<String> lines = answer.lines().map(String::strip).toList();
        boolean done = !lines.isEmpty() && lines.get(0).equals("0");
        // Without that line, HotSpot has not called the library: 21 and newer may be told to load no agent.
        boolean loaded = lines.contains("return code: 0");
        if (!done || !loaded) {
            throw new AttachException(Words.notLoaded(jvm, String.join(" ", lines)));
        }
    }

    private static String answer(SocketChannel channel) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (answer.size() < MOST_BYTES && channel.read(buffer) >= 0) {
            answer.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private SocketChannel open() throws IOException {
        Path temporary = process.root().resolve("tmp");
        Path socket = temporary.resolve(".java_pid" + jvm.innerPid());
        SocketChannel open = connect(socket);
        if (open != null) {
            return open;
        }
        Path asking = temporary.resolve(".attach_pid" + jvm.innerPid());
        create(asking);
        try {
            signal();
            while (true) {
                open = connect(socket);
                if (open != null) {
                    return open;
                }
                Thread.sleep(POLL_MS);
                if (LinuxProcess.of(jvm.pid()).isEmpty()) {
                    throw new AttachException(Words.gone(jvm));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(asking);
        }
    }

    private void create(Path asking) throws IOException {
        try {
            Files.createFile(
                    asking, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException another) {
            // Left behind, or another tool attaches now: it serves us both. A planted link has no effect, since the JVM
            // looks whose it is.
            return;
        } catch (IOException e) {
            throw new AttachException(
                    "cannot write to " + asking.getParent() + " as " + jvm.pid() + " sees it, where"
                            + " its JVM looks for whoever wants to attach: " + e.getMessage(),
                    e);
        }
    }

    /** Null while nobody listens there. */
    private @Nullable SocketChannel connect(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (((Integer) Files.getAttribute(socket, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue() != jvm.uid()) {
            throw new AttachException(socket + " does not belong to the user of process " + jvm.pid()
                    + ": someone else has put it there; remove it");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException nobody) {
            channel.close();
            return null;
        }
    }

    private void signal() throws IOException, InterruptedException {
        LinuxProcess now = LinuxProcess.of(jvm.pid()).orElseThrow(() -> new AttachException(Words.gone(jvm)));
        if (!now.catchesQuit()) {
            throw new AttachException(Words.notReady(jvm));
        }
        try {
            // The shell's own: a small image has no kill of its own, and Java can send no such signal.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -QUIT \"$1\"", "sh", Long.toString(jvm.pid()))
                    .redirectErrorStream(true)
                    .start();
            kill.getOutputStream().close();
            String complaint = new String(kill.getInputStream().readNBytes(1000), StandardCharsets.UTF_8).strip();
            if (kill.waitFor() != 0) {
                throw new AttachException("cannot signal process " + jvm.pid() + ": " + complaint);
            }
        } catch (IOException noShell) {
            if (noShell instanceof AttachException told) {
                throw told;
            }
            throw new AttachException(
                    "there is no shell here to signal process " + jvm.pid() + " with: run this with a"
                            + " JDK that has the module jdk.attach",
                    noShell);
        }
    }
}
