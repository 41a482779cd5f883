package io.poolscope.demo.load;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A load generator in one class. At a fixed rate it is an open model: a request leaves when it is due, whether or not
 * earlier ones were answered, and its latency counts from the moment it was due, so that a stall is not hidden by a
 * generator that stalls with it. With requests in flight it is a closed one. Prints a line per second and a summary.
 */
public final class Load {

    private final Plan plan;
    private final Consumer<String> out;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Tally tally = new Tally();
    /** Number of an open request to the {@code nanoTime} at which it was due. */
    private final Map<Long, Long> open = new ConcurrentHashMap<>();

    private final long start = System.nanoTime();

    private Load(Plan plan, Consumer<String> out) {
        this.plan = plan;
        this.out = out;
        this.request = HttpRequest.newBuilder(plan.url()).build();
    }

    /** Drives a load; exit 0, also when the answers are errors; 2 if the arguments make no sense. */
    public static void main(String[] args) throws InterruptedException {
        Plan plan;
        try {
            plan = Plan.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("load: " + e.getMessage());
            System.err.println(
                    "usage: --load --url=URL (--rate=PER_SECOND | --in-flight=N) [--seconds=10] [--drain=5]");
            System.exit(2);
            return;
        }
        run(plan, System.out::println);
        // Answers that never come must not keep the generator alive.
        System.exit(0);
    }

    /**
     * Drives a load in the calling thread.
     *
     * @param out takes a line per second, then the summary
     * @return the summary
     */
    public static String run(Plan plan, Consumer<String> out) throws InterruptedException {
        return new Load(plan, out).drive();
    }

    private String drive() throws InterruptedException {
        long end = start + plan.length().toNanos();
        long second = 1;
        long number = 0;
        for (int i = 0; i < plan.inFlight(); i++) {
            send(number++, System.nanoTime(), end);
        }
        while (System.nanoTime() < end) {
            long tick = start + TimeUnit.SECONDS.toNanos(second);
            long due = plan.rate() > 0 ? start + plan.intendedNanos(number) : Long.MAX_VALUE;
            if (due < end && due <= tick) {
                sleepUntil(due);
                send(number++, due, end);
            } else {
                sleepUntil(Math.min(tick, end));
                out.accept(tally.line(second++));
            }
        }
        drain(end + plan.drain().toNanos());
        long now = System.nanoTime();
        open.values().forEach(due -> tally.unanswered(now - due));
        String summary = tally.summary(plan.length().toMillis() / 1000.0);
        out.accept(summary);
        return summary;
    }

    private void send(long number, long due, long end) {
        open.put(number, due);
        tally.sent();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
            open.remove(number);
            long now = System.nanoTime();
            tally.answered(
                    failure == null && response.statusCode() < 400,
                    now < end && now - start >= plan.length().toNanos() / 2,
                    now - due);
            if (plan.inFlight() > 0 && now < end) {
                send(number + plan.inFlight(), now, end);
            }
        });
    }

    private void drain(long until) throws InterruptedException {
        while (!open.isEmpty() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
