package io.poolscope.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a time limit for all that is read and written, however slowly the other side does its part.
 *
 * <p>Assumptions: one thread. Guarantees: no call lasts longer than the limit that was set last.
 */
final class Conversation implements AutoCloseable {
    /** Bytes moved at once. The JDK keeps a direct buffer of this size for the thread. */
    private static final int CHUNK = 16 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private long deadline;

    /** Takes a connected channel over, and closes it also if that fails. */
    Conversation(SocketChannel channel, Duration limit) throws IOException {
        this.channel = channel;
        try {
            channel.configureBlocking(false);
            selector = Selector.open();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        key = channel.register(selector, 0);
        limit(limit);
    }

    /** From now on all must be done within this time. */
    void limit(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * Reads up to a line feed, which is dropped; what follows it in the same packet is lost, as nothing may follow a
     * request.
     *
     * @return null if the other side ends before, or the line is longer than this
     */
    byte @Nullable [] request(int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (line.size() < longest) {
            chunk.clear();
            if (read(chunk) < 0) {
                return null;
            }
            chunk.flip();
            while (chunk.hasRemaining()) {
                byte b = chunk.get();
                if (b == '\n') {
                    return line.toByteArray();
                }
                line.write(b);
            }
        }
        return null;
    }

    /** Reads a line of ASCII, byte by byte, so that nothing behind it is touched. */
    String line(int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.length() <= longest) {
            read(one);
            if (one[0] == '\n') {
                return line.toString();
            }
            line.append((char) (one[0] & 0xff));
        }
        throw new IOException("what answers there is not poolscope");
    }

    /** Fills the array. */
    void read(byte[] whole) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(whole);
        while (buffer.hasRemaining()) {
            buffer.limit(Math.min(whole.length, buffer.position() + CHUNK));
            if (read(buffer) < 0) {
                throw new EOFException("poolscope ended the connection before its answer was whole");
            }
            buffer.limit(whole.length);
        }
    }

    /** Writes all of it. */
    void write(byte[] whole) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(whole);
        while (buffer.position() < whole.length) {
            buffer.limit(Math.min(whole.length, buffer.position() + CHUNK));
            if (channel.write(buffer) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /**
     * Tells the other side that nothing more comes, and takes what it still sends until it ends, so that its last words do
     * not cut off ours.
     */
    void end() throws IOException {
        channel.shutdownOutput();
        ByteBuffer rest = ByteBuffer.allocate(CHUNK);
        while (read(rest) >= 0) {
            rest.clear();
        }
    }

    private int read(ByteBuffer buffer) throws IOException {
        int n = channel.read(buffer);
        while (n == 0 && buffer.hasRemaining()) {
            await(SelectionKey.OP_READ);
            n = channel.read(buffer);
        }
        return n;
    }

    private void await(int operation) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        key.interestOps(operation);
        selector.select(left);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            selector.close();
        } finally {
            channel.close();
        }
    }
}
