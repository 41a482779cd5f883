package io.poolscope.report.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ScrapeServerTest {
    /** More than the buffers of two sockets hold, chars. */
    private static final int LONG = 64 << 20;

    private static final byte[] REQUEST = "GET /metrics HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    private ScrapeServer server() throws IOException {
        return new ScrapeServer(new Endpoint("127.0.0.1", 0), () -> {
            boolean first = asked.complete(null);
            return first ? "x".repeat(LONG) : "all is well";
        });
    }

    @Test
    void whoDoesNotReadIsCutOffForTheOthers() throws Exception {
        try (ScrapeServer server = server();
                Socket lazy = new Socket("127.0.0.1", server.port());
                Socket next = new Socket("127.0.0.1", server.port())) {
            lazy.getOutputStream().write(REQUEST);
            asked.join();
            next.getOutputStream().write(REQUEST);
            server.cutOff(Duration.ofHours(1));
            assertThat(next.getInputStream().available()).isZero();

            server.cutOff(Duration.ZERO);

            assertThat(next.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .endsWith("all is well");
        }
    }

    @Test
    void whoDoesNotReadHoldsNobodyAtTheEnd() throws Exception {
        ScrapeServer server = server();
        try (Socket lazy = new Socket("127.0.0.1", server.port())) {
            lazy.getOutputStream().write(REQUEST);
            asked.join();

            server.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("poolscope-prometheus"));
        }
    }
}
