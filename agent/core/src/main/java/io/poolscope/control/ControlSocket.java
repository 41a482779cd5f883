package io.poolscope.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The client's end: one connection for each request. */
public final class ControlSocket implements Channel {
    private final UnixDomainSocketAddress address;

    private ControlSocket(UnixDomainSocketAddress address) {
        this.address = address;
    }

    /**
     * Makes a channel to the poolscope that listens there, after one connection that asks nothing. Does not look whose
     * socket it is: {@link ControlPath#find} has.
     *
     * @param socket where it listens
     * @throws IOException if nobody listens there: no such file, one that a dead process left behind, no right to it
     */
    public static Channel connect(Path socket) throws IOException {
        try {
            ControlSocket channel = new ControlSocket(UnixDomainSocketAddress.of(socket));
            channel.open().close();
            return channel;
        } catch (IllegalArgumentException | UnsupportedOperationException unusable) {
            throw new IOException("cannot connect to " + socket + ": " + unusable.getMessage(), unusable);
        }
    }

    /** A connection; the kernel makes it at once, or refuses: nothing of the other side's is waited for. */
    private SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(address);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String ask(String request, Duration limit) throws IOException {
        byte[] line = Wire.request(request);
        try (Conversation conversation = new Conversation(open(), limit)) {
            conversation.write(line);
            Wire.Head head = Wire.Head.parse(conversation.line(Wire.LONGEST_HEAD));
            byte[] body = new byte[head.length()];
            conversation.read(body);
            return head.body(body);
        }
    }

    /** Nothing is open between two requests. */
    @Override
    public void close() {}
}
