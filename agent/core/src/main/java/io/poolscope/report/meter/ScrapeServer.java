package io.poolscope.report.meter;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET and HEAD of {@code /metrics} with one text, one request after the other, in one daemon thread. Not
 * {@code com.sun.net.httpserver}: that one initialises {@code java.util.logging}, which an application server may want to
 * do in its own way, starts two more threads, and may be missing from a small run-time image.
 */
final class ScrapeServer implements AutoCloseable {
    /** Connections that may queue: a scraper or two, and a person who looks. */
    private static final int BACKLOG = 8;
    /** A request's line and headers, bytes. */
    private static final int LONGEST_REQUEST = 8192;
    /** Time for a whole request, milliseconds: who is slower is cut off. */
    private static final int REQUEST_MS = 2000;

    /** A connection that lasts longer is cut off by the next {@link #cutOff}: a reader that does not read blocks a write. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final ServerSocket socket;
    private final Supplier<String> scrape;
    private final Thread thread;
    private final Object lock = new Object();
    private @Nullable Socket answered;
    private long answeredSince;

    ScrapeServer(Endpoint endpoint, Supplier<String> scrape) throws IOException {
        this.scrape = scrape;
        this.socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port()), BACKLOG);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        thread = new Thread(null, this::serve, "poolscope-prometheus", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answering(connection);
                // The end either sees this connection, or is seen here.
                if (!socket.isClosed()) {
                    answer(connection);
                }
            } catch (Throwable e) {
                // A scraper that went away, or the end, or no memory for this answer: the next one may have better
                // luck.
                pause();
            } finally {
                answering(null);
            }
        }
    }

    private void answering(@Nullable Socket connection) {
        synchronized (lock) {
            answered = connection;
            answeredSince = System.nanoTime();
        }
    }

    /** Closes the connection that is being answered, if that takes longer than the limit. Any thread. */
    void cutOff(Duration limit) {
        synchronized (lock) {
            if (answered != null && System.nanoTime() - answeredSince >= limit.toNanos()) {
                try {
                    answered.close();
                } catch (IOException e) {
                    // Closed all the same.
                    answered = null;
                }
            }
        }
    }

    /** Out of file descriptors, {@code accept} fails at once: do not turn that into a busy loop. */
    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket connection) throws IOException {
        String request = request(connection);
        if (request == null) {
            return;
        }
        String[] words = request.split(" ");
        String path = words.length < 2 ? "" : words[1].replaceAll("\\?.*", "");
        boolean head = words[0].equals("HEAD");
        if (!head && !words[0].equals("GET")) {
            send(connection, "405 Method Not Allowed", "text/plain", "only GET and HEAD\n", false);
        } else if (path.equals("/metrics") || path.equals("/")) {
            send(connection, "200 OK", TEXT, scrape.get(), head);
        } else {
            send(connection, "404 Not Found", "text/plain", "look at /metrics\n", head);
        }
    }

    /** The request's line, once its headers are read; null where it is too long or too slow. */
    private static @Nullable String request(Socket connection) throws IOException {
        long until = System.nanoTime() + REQUEST_MS * 1_000_000L;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        StringBuilder line = new StringBuilder();
        String first = null;
        for (int read = 0; read < LONGEST_REQUEST; read++) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            connection.setSoTimeout((int) left);
            int c = in.read();
            if (c < 0) {
                return null;
            } else if (c != '\n') {
                line.append((char) c);
            } else if (line.toString().isBlank()) {
                return first;
            } else {
                first = first == null ? line.toString().trim() : first;
                line.setLength(0);
            }
        }
        return null;
    }

    private static void send(Socket connection, String status, String type, String text, boolean head)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String header = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
        OutputStream out = connection.getOutputStream();
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        if (!head) {
            out.write(body);
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        cutOff(Duration.ZERO);
        try {
            thread.join(REQUEST_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
