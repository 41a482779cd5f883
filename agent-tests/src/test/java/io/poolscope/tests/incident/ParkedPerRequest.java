package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * 46, DROWN, keycloak/keycloak#38925: each request parks a worker on a future that comes late, and the pool, which has no
 * bound, gets a thread for each of them.
 *
 * <p>poolscope must say from how many threads to how many the pool grew, and at which line they wait; it must not speak of a
 * deadlock.
 */
public final class ParkedPerRequest {

    /** So that a test that is never ended takes no more of the machine. */
    private static final int MOST = 400;

    private ParkedPerRequest() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService workers = Executors.newCachedThreadPool(Threads.named("executor-thread"));
        Threads.start("requests", () -> {
            for (int i = 0; i < MOST; i++) {
                workers.execute(ParkedPerRequest::persist);
                Thread.sleep(100);
            }
        });
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void persist() {
        new CompletableFuture<Void>().join(); // mark: changes
    }
}
