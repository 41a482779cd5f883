package io.poolscope.tests.incident;

import com.sun.net.httpserver.HttpServer;
import io.poolscope.tests.program.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** What clients of the incidents ask: a server that answers at once. */
final class Host {

    private Host() {}

    /** Starts one with four threads of this name; returns its port. */
    static int start(String threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(4, Threads.named(threads)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }
}
