package io.poolscope.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The slow service that the shop depends on, on a loopback port of its own: {@code GET /price?ms=200} answers after that many
 * milliseconds. Replies are scheduled, no thread waits for one, so that it is never the bottleneck.
 */
@Component
public class Downstream implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Downstream.class);

    private final ScheduledExecutorService replies =
            Executors.newScheduledThreadPool(2, Threads.daemons("downstream-reply-"));
    private final HttpServer server;

    /** Opens the port. */
    public Downstream() throws IOException {
        // Without it the JDK's server leaves Nagle's algorithm on, and replies on kept connections take 40 ms more.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.createContext("/price", this::answerLater);
        server.start();
    }

    /** Address of a reply that takes this long. */
    public URI price(int millis) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/price?ms=" + millis);
    }

    private void answerLater(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        long millis = Long.parseLong(query.substring("ms=".length()));
        replies.schedule(() -> answer(exchange), millis, TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpExchange exchange) {
        byte[] body = "{\"cents\":1990}".getBytes(StandardCharsets.UTF_8);
        try {
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream reply = exchange.getResponseBody()) {
                reply.write(body);
            }
        } catch (IOException gone) {
            LOG.debug("the client is gone", gone);
        }
    }

    @Override
    public void destroy() {
        server.stop(0);
        replies.shutdownNow();
    }
}
