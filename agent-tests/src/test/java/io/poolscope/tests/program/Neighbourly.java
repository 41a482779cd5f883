package io.poolscope.tests.program;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Schedulers;

/**
 * Gives other agents something to do. Each line {@code ask} is answered with
 * {@code answer http=N sleep=allowed|refused late=plain|instrumented}: a request to a server of its own, a sleep on a
 * thread of Reactor's that must not, a class that was not loaded before. {@code measure} is answered as by
 * {@link Counting}; {@code starve} makes the pool {@code checkout} ill; {@code end} ends it.
 */
public final class Neighbourly {

    private Neighbourly() {}

    /** Loaded by a new loader each time. */
    static final class Late {
        private Late() {}
    }

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Lifeline.say("working");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "ask" ->
                    Lifeline.say("answer http=" + request(server) + " sleep=" + sleep() + " late=" + loadedLate());
                case "measure" -> Lifeline.say("measured " + Counting.measure());
                case "starve" -> {
                    IllPools.starvation();
                    Lifeline.moment("ill");
                }
                default -> {
                    Lifeline.say("ended");
                    System.exit(5);
                }
            }
        }
        Runtime.getRuntime().halt(99);
    }

    private static int request(HttpServer server) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String sleep() throws InterruptedException {
        String[] outcome = {"hangs"};
        CountDownLatch over = new CountDownLatch(1);
        Schedulers.parallel().schedule(() -> {
            try {
                Thread.sleep(1);
                outcome[0] = "allowed";
            } catch (InterruptedException e) {
                outcome[0] = "interrupted";
            } catch (Error e) {
                outcome[0] = e.getClass().getSimpleName().equals("BlockingOperationError") ? "refused" : e.toString();
            } finally {
                over.countDown();
            }
        });
        over.await(30, TimeUnit.SECONDS);
        return outcome[0];
    }

    private static String loadedLate() throws Exception {
        URL classes = Neighbourly.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> late = Class.forName(Late.class.getName(), true, loader);
            return Arrays.stream(late.getDeclaredMethods())
                            .anyMatch(m -> m.getName().equals("$jacocoInit"))
                    ? "instrumented"
                    : "plain";
        }
    }
}
