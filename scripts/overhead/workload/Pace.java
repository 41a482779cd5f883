package workload;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests to one URL. Arguments: URL, seconds, and how many a second, or 0 for a closed loop of 16 clients, as fast as it
 * answers. Prints "requests N"; at a fixed rate also percentiles of the time from when a request was due to its answer, in
 * microseconds.
 */
public final class Pace {
    private static final int CLIENTS = 16;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;

    private Pace(String url) {
        request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    public static void main(String[] args) throws Exception {
        Pace pace = new Pace(args[0]);
        long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
        Locale.setDefault(Locale.ROOT);
        int rate = Integer.parseInt(args[2]);
        if (rate == 0) {
            pace.asFastAsItAnswers(nanos);
        } else {
            pace.at(rate, nanos);
        }
        System.exit(0);
    }

    private void asFastAsItAnswers(long nanos) throws InterruptedException {
        AtomicLong requests = new AtomicLong();
        long end = System.nanoTime() + nanos;
        Thread[] clients = new Thread[CLIENTS];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Thread(() -> {
                try {
                    while (System.nanoTime() < end) {
                        answered(client.send(request, HttpResponse.BodyHandlers.discarding()));
                        requests.incrementAndGet();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            clients[i].start();
        }
        for (Thread thread : clients) {
            thread.join();
        }
        System.out.println("requests " + requests);
    }

    private void at(int rate, long nanos) throws InterruptedException {
        int requests = (int) (rate * nanos / 1_000_000_000L);
        long[] times = new long[requests];
        CountDownLatch open = new CountDownLatch(requests);
        long from = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            int index = i;
            long due = from + 1_000_000_000L * i / rate;
            for (long wait; (wait = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(wait);
            }
            client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .thenAccept(Pace::answered)
                    .whenComplete((nothing, failure) -> {
                        times[index] = failure == null ? System.nanoTime() - due : Long.MAX_VALUE;
                        open.countDown();
                    });
        }
        open.await();
        Arrays.sort(times);
        if (times[requests - 1] == Long.MAX_VALUE) {
            throw new IllegalStateException("a request was not answered with 200");
        }
        System.out.println("requests " + requests);
        System.out.printf("p50 %.1f%n", times[requests / 2] / 1e3);
        System.out.printf("p99 %.1f%n", times[(int) (requests * 0.99)] / 1e3);
        System.out.printf("p99.9 %.1f%n", times[(int) (requests * 0.999)] / 1e3);
    }

    private static void answered(HttpResponse<Void> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("answered " + response.statusCode());
        }
    }
}
