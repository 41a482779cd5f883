package io.poolscope.tests.program;

import com.sun.net.httpserver.HttpServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Services that are well, under load from many clients, each with a rest between two requests: the JDK's HTTP server with
 * a pool ({@code http}), a Netty echo server ({@code netty}), a Reactor pipeline that calls what blocks where that is
 * allowed ({@code reactor}).
 */
public final class WellServers {

    private static final int CLIENTS = 32;
    private static final AtomicLong ANSWERS = new AtomicLong();

    private WellServers() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        switch (args[0]) {
            case "http" -> http();
            case "netty" -> netty();
            case "reactor" -> reactor();
            default -> throw new IllegalArgumentException(args[0]);
        }
        while (ANSWERS.get() < 1_000) {
            Thread.sleep(10);
        }
        Lifeline.moment("working");
        Lifeline.stay();
    }

    private static void http() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(16, Threads.named("http")));
        server.createContext("/", exchange -> {
            byte[] ok =
                    Long.toString(checksum(exchange.getRequestURI().toString())).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, ok.length);
            exchange.getResponseBody().write(ok);
            exchange.close();
        });
        server.start();
        var client = HttpClient.newHttpClient();
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders/17");
        clients(() -> {
            int status = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("answered " + status);
            }
        });
    }

    private static void netty() throws Exception {
        Channel server = new ServerBootstrap()
                .group(new NioEventLoopGroup(2, Threads.named("echo")))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                context.writeAndFlush(message);
                            }
                        });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        byte[] request = new byte[200];
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Threads.start(
                    "client-" + i,
                    () -> again(() -> {
                        socket.getOutputStream().write(request);
                        in.readFully(new byte[request.length]);
                    }));
        }
    }

    private static void reactor() {
        Flux.interval(Duration.ofMillis(5))
                .onBackpressureDrop()
                .flatMap(
                        n -> Mono.fromCallable(() -> {
                                    Slow.sleep(10);
                                    return n;
                                })
                                .subscribeOn(Schedulers.boundedElastic())
                                .publishOn(Schedulers.parallel())
                                .map(read -> checksum("order " + read)),
                        16)
                .subscribe(sum -> ANSWERS.incrementAndGet());
    }

    private static void clients(Threads.Body request) {
        for (int i = 0; i < CLIENTS; i++) {
            Threads.start("client-" + i, () -> again(request));
        }
    }

    private static void again(Threads.Body request) throws Exception {
        while (true) {
            request.run();
            ANSWERS.incrementAndGet();
            Thread.sleep(15);
        }
    }

    private static long checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
