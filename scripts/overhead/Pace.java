import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A closed loop of 16 clients against one URL, as fast as it answers. Arguments: URL, seconds, and seconds to wait until
 * it answers at all. Prints "requests N".
 */
public final class Pace {
    public static void main(String[] args) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[0]))
                .timeout(Duration.ofSeconds(30))
                .build();
        long up = System.nanoTime() + Long.parseLong(args[2]) * 1_000_000_000L;
        while (true) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    break;
                }
            } catch (java.io.IOException notYet) {
                if (System.nanoTime() > up) {
                    throw notYet;
                }
            }
            if (System.nanoTime() > up) {
                throw new IllegalStateException(args[0] + " does not answer 200");
            }
            Thread.sleep(200);
        }
        AtomicLong requests = new AtomicLong();
        long end = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000L;
        Thread[] clients = new Thread[16];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Thread(() -> {
                try {
                    while (System.nanoTime() < end) {
                        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
                            throw new IllegalStateException("not 200");
                        }
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
        System.exit(0);
    }
}
