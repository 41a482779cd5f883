package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * 45, LOST, keycloak/keycloak#45998: requests poll a queue of keys with a time limit, again and again; the task that makes
 * the keys has ended with an exception that nobody read, and nothing will ever be put into the queue.
 *
 * <p>poolscope must say that the workers wait for the queue, at which line, and that the task which would fill it failed, and
 * where; it must not speak of a deadlock.
 */
public final class DeadProducer {

    private static final BlockingQueue<String> KEYS = new ArrayBlockingQueue<>(100);

    private static final ExecutorService GENERATOR = Executors.newSingleThreadExecutor(Threads.named("key-generator"));

    private DeadProducer() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService requests = Executors.newFixedThreadPool(8, Threads.named("executor-thread"));
        Lifeline.moment("there");
        Lifeline.awaitGo();
        GENERATOR.submit(DeadProducer::generate); // mark: generator
        Threads.start("users", () -> {
            for (int i = 0; i < 100; i++) {
                requests.execute(DeadProducer::session);
                Thread.sleep(100);
            }
        });
        Lifeline.stay();
    }

    private static void generate() {
        for (int i = 0; i < 5; i++) {
            KEYS.add("key-" + i);
            Slow.sleep(200);
        }
        throw new IllegalStateException("the cache's topology changed"); // mark: dies
    }

    private static void session() {
        try {
            @Nullable String key = KEYS.poll(500, TimeUnit.MILLISECONDS);
            while (key == null) {
                key = KEYS.poll(500, TimeUnit.MILLISECONDS); // mark: poll
            }
            Slow.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
