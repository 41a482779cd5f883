package io.poolscope.tests.program;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * The JDK's HTTP server without an executor, and its client: the handler answers at once ({@code healthy}), or waits first
 * ({@code server}); or what reads the answer waits, on the client's own executor ({@code client}).
 */
public final class JdkLoops {

    private JdkLoops() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            if (args[0].equals("server")) {
                Slow.answer().join(); // mark: server
            }
            answer(exchange);
        });
        server.start();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .build();
        Threads.start("caller", () -> {
            while (true) {
                client.send(
                        request,
                        info -> HttpResponse.BodySubscribers.mapping(
                                HttpResponse.BodySubscribers.ofString(StandardCharsets.US_ASCII), body -> {
                                    if (args[0].equals("client")) {
                                        Slow.answer().join(); // mark: client
                                    }
                                    return body;
                                }));
                Thread.sleep(5);
            }
        });
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] ok = "ok".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, ok.length);
        exchange.getResponseBody().write(ok);
        exchange.close();
    }
}
