package io.poolscope.tests.program;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An application whose registry cannot stand meters of others: {@code throws} or {@code blocks} at each of them. Counts its
 * own until the named file is there.
 */
public final class HostileRegistry {

    private HostileRegistry() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().startsWith("poolscope")) {
                    refuse(args[0]);
                }
                return id;
            }
        });
        Metrics.addRegistry(registry);
        Counter requests = Metrics.counter("app.requests");
        ExecutorService single = Executors.newSingleThreadExecutor(Threads.named("stands"));
        single.execute(() -> {
            try {
                single.submit(() -> "never runs").get(); // mark: stands
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        long sent = 0;
        while (!new File(args[1]).exists()) {
            requests.increment();
            sent++;
            Thread.sleep(5);
        }
        Lifeline.say("all counted: " + (requests.count() == sent));
        System.exit(3);
    }

    private static void refuse(String how) {
        if (how.equals("throws")) {
            throw new Refusal();
        }
        Threads.await(new CountDownLatch(1));
    }

    /** Whoever asks it for its words gets another. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new Refusal();
        }
    }
}
