package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Incident 47, LOCK: two workers initialise two classes, each of which needs the other. The JVM's own search for deadlocks does
 * not see it. poolscope must say that both workers wait for a class to be initialised, and at which lines.
 */
public final class ClassInitCycle {

    private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2, Threads.named("worker"));
    private static final CountDownLatch BOTH = new CountDownLatch(2);

    private ClassInitCycle() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        WORKERS.execute(() -> use(Values.EMPTY));
        WORKERS.execute(() -> use(Literals.EMPTY));
        BOTH.await();
        WORKERS.execute(() -> {});
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void use(Object value) {
        throw new IllegalStateException("no cycle: " + value);
    }

    private static void meet() {
        BOTH.countDown();
        Threads.await(BOTH);
    }

    private static final class Values {
        static final Object EMPTY = first();

        private static Object first() {
            meet();
            return Literals.EMPTY; // mark: values
        }
    }

    private static final class Literals {
        static final Object EMPTY = first();

        private static Object first() {
            meet();
            return Values.EMPTY; // mark: literals
        }
    }
}
