package io.poolscope.tests.program;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;

/**
 * A server whose handlers answer at once ({@code healthy}), or wait for another pool's answer first, on an I/O thread
 * ({@code io}) or on a worker ({@code worker}).
 */
public final class UndertowServer {

    private UndertowServer() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        HttpHandler handler = switch (args[0]) {
            case "io" -> UndertowServer::onIoThread;
            case "worker" -> new BlockingHandler(UndertowServer::onWorker);
            default ->
                exchange -> {
                    if (exchange.isInIoThread()) {
                        exchange.dispatch((HttpHandler) UndertowServer::answer);
                    } else {
                        answer(exchange);
                    }
                };
        };
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setHandler(handler)
                .build();
        server.start();
        Slow.clients(
                args[0].equals("worker") ? 40 : 12,
                ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void onIoThread(HttpServerExchange exchange) {
        Slow.answer().join(); // mark: io
        answer(exchange);
    }

    private static void onWorker(HttpServerExchange exchange) {
        Slow.answer().join(); // mark: worker
        answer(exchange);
    }

    private static void answer(HttpServerExchange exchange) {
        exchange.setResponseContentLength(2);
        exchange.getResponseSender().send("ok");
    }
}
