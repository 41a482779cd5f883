package io.poolscope.tests.incident;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * 25, LOOP, redis/lettuce#784, #1402, #1407, #1775, #298: a listener of a pub/sub channel calls a synchronous command on its
 * connection. The thread that waits for the reply is the one that would read it; a minute later the command times out.
 *
 * <p>poolscope must name the listener's line and the loop, and that a reply that comes over this loop is not read.
 */
public final class SyncInListener {

    private SyncInListener() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        int port = redis();
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(Duration.ofMinutes(1))
                .build());
        client.setOptions(
                ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build());
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                onMessage(connection, message);
            }
        });
        connection.async().subscribe("news");
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void onMessage(StatefulRedisPubSubConnection<String, String> connection, String message) {
        connection.sync().subscribe(message); // mark: listener
    }

    /** As much of Redis as this needs: one message comes with each subscription. */
    private static int redis() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Threads.start("redis", () -> {
            while (true) {
                Socket socket = server.accept();
                Threads.start("redis-client", () -> serve(socket));
            }
        });
        return server.getLocalPort();
    }

    private static void serve(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        String head = in.readLine();
        while (head != null) {
            List<String> command = new ArrayList<>();
            for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
                in.readLine();
                command.add(in.readLine());
            }
            out.write(answer(command).getBytes(StandardCharsets.US_ASCII));
            head = in.readLine();
        }
    }

    private static String answer(List<String> command) {
        return switch (command.get(0).toUpperCase(Locale.ROOT)) {
            case "PING" -> "+PONG\r\n";
            case "SUBSCRIBE" ->
                "*3\r\n" + bulk("subscribe") + bulk(command.get(1)) + ":1\r\n" + "*3\r\n" + bulk("message")
                        + bulk(command.get(1)) + bulk("sports");
            default -> "+OK\r\n";
        };
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }
}
