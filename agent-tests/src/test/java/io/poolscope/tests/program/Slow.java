package io.poolscope.tests.program;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the programs of libraries wait for: another pool's answer after 300 ms. And clients that ask for theirs. */
public final class Slow {

    private static final ExecutorService BACKEND = Executors.newFixedThreadPool(32, Threads.named("backend"));

    private Slow() {}

    /** A future that is complete in 300 ms. */
    public static CompletableFuture<Void> answer() {
        return CompletableFuture.runAsync(() -> sleep(300), BACKEND);
    }

    /** Sleeps where the caller may not throw. */
    public static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Clients that send one request after the other over a connection of their own, and leave the processors some rest. */
    public static void clients(int n, int port) {
        for (int i = 0; i < n; i++) {
            Threads.start("client-" + i, () -> client(port));
        }
    }

    private static void client(int port) throws Exception {
        byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            InputStream in = socket.getInputStream();
            while (true) {
                socket.getOutputStream().write(request);
                readResponse(in);
                Thread.sleep(20);
            }
        }
    }

    /** Of the servers here each answers with two characters, "ok". */
    private static void readResponse(InputStream in) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (!seen.toString().endsWith("\r\n\r\nok")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection after: " + seen);
            }
            seen.append((char) next);
        }
    }
}
