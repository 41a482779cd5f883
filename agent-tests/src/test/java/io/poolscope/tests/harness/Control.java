package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The control channel of one JVM, spoken to byte by byte: nothing of the product's own client is in here. */
public final class Control {

    private final AgentJvm jvm;
    private final long pid;

    private Control(AgentJvm jvm) {
        this.jvm = jvm;
        this.pid = jvm.pid();
    }

    /** That of a JVM. */
    public static Control of(AgentJvm jvm) {
        return new Control(jvm);
    }

    /** Loads the agent into the JVM. */
    public Control attach(@Nullable String options) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(Built.agentJar().toString(), options);
            } finally {
                machine.detach();
            }
            return this;
        } catch (Exception e) {
            throw new AssertionError("cannot attach to " + pid, e);
        }
    }

    /** Waits until somebody answers: the file is there a moment before anybody listens. */
    public Control awaitAnswer() {
        jvm.until(AgentJvm.PATIENCE, () -> assertThat(ask("hello")).startsWith("poolscope/1 ok "));
        return this;
    }

    /** Has poolscope leave: it has taken back all that it did, and its threads are about to end. */
    public void detach() {
        awaitAnswer();
        assertThat(ask("detach")).contains("\"detached\": true");
    }

    /** Its socket. */
    public Path socket() {
        try {
            return Path.of("/tmp/poolscope-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"), pid + ".sock");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a connection that says nothing yet. */
    public SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket()));
    }

    /** Sends a request and returns all that comes back. */
    public String ask(String request) {
        return send(("poolscope/1 " + request + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes and returns all that comes back. */
    public String send(byte[] bytes) {
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap(bytes));
            return rest(channel);
        } catch (IOException e) {
            throw new AssertionError("no answer from " + socket(), e);
        }
    }

    /** Reads until the other side ends. */
    public static String rest(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        while (channel.read(buffer.clear()) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
