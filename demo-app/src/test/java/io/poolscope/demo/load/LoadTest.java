package io.poolscope.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> lines = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sends_what_is_due_whatever_the_answers_do() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger arrived = new AtomicInteger();
        server.createContext("/", exchange -> {
            arrived.incrementAndGet();
            await(end);
            answer(exchange, 200);
        });

        String summary = Load.run(plan("--rate=50", "--seconds=2", "--drain=0.5"), lines::add);
        end.countDown();

        assertThat(summary).contains("requests=100 ok=0 errors=0 unanswered=100 rate=0.0");
        assertThat(figure(summary, "max"))
                .as("age of the first, which nobody answered")
                .isGreaterThanOrEqualTo(2400);
        assertThat(figure(summary, "p50")).as("age of the middle one").isBetween(1400.0, figure(summary, "max"));
        assertThat(arrived.get()).isPositive();
    }

    @Test
    void latency_counts_from_the_moment_a_request_was_due() throws InterruptedException {
        AtomicInteger arrived = new AtomicInteger();
        Object oneAtATime = new Object();
        server.createContext("/", exchange -> {
            synchronized (oneAtATime) {
                if (arrived.incrementAndGet() == 1) {
                    pause(1000);
                }
                answer(exchange, 200);
            }
        });

        String summary = Load.run(plan("--rate=20", "--seconds=1", "--drain=20"), lines::add);

        assertThat(summary).contains("requests=20 ok=20 errors=0 unanswered=0");
        assertThat(figure(summary, "p50"))
                .as("the stall of the first request is in the latency of those behind it")
                .isGreaterThan(300);
    }

    @Test
    void keeps_so_many_in_flight_and_no_more() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.createContext("/", exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            pause(20);
            now.decrementAndGet();
            answer(exchange, 200);
        });

        String summary = Load.run(plan("--in-flight=3", "--seconds=2"), lines::add);

        assertThat(most.get()).isEqualTo(3);
        assertThat(figure(summary, "ok")).isEqualTo(figure(summary, "requests")).isGreaterThan(3);
        assertThat(summary).contains("unanswered=0");
    }

    @Test
    void counts_errors_apart() throws InterruptedException {
        server.createContext("/", exchange -> answer(exchange, 503));

        String summary = Load.run(plan("--rate=10", "--seconds=1"), lines::add);

        assertThat(summary).contains("requests=10 ok=0 errors=10 unanswered=0 rate=0.0");
    }

    @Test
    void tells_every_second_and_then_the_whole() throws InterruptedException {
        server.createContext("/", exchange -> answer(exchange, 200));

        String summary = Load.run(plan("--rate=10", "--seconds=2"), lines::add);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("   1 s  sent ");
        assertThat(lines.get(1)).startsWith("   2 s  sent ");
        assertThat(lines.get(2)).isEqualTo(summary).startsWith("summary requests=20 ok=20 ");
    }

    private Plan plan(String... how) {
        List<String> args = new ArrayList<>(List.of(how));
        args.add("--url=http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return Plan.parse(args.toArray(String[]::new));
    }

    private static double figure(String summary, String key) {
        String after = summary.substring(summary.indexOf(" " + key + "=") + key.length() + 2);
        return Double.parseDouble(after.split(" ")[0]);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
