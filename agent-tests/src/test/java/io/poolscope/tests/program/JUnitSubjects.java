package io.poolscope.tests.program;

import io.poolscope.junit.PoolscopeTest;
import io.poolscope.junit.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Test classes that are run by {@link JUnitRun} in a JVM of their own, and by nothing else: half of them must fail. */
public final class JUnitSubjects {

    /** For starvation to be seen: a task waits a second, and that in three looks. */
    private static final long STARVING_MS = 6_000;

    private JUnitSubjects() {}

    /** A pool whose two workers wait for something while more work is queued; let go when the test is over. */
    static class Starved {
        private final CountDownLatch never = new CountDownLatch(1);
        private final List<ExecutorService> pools = new ArrayList<>();

        void starve(String name) throws InterruptedException {
            ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named(name));
            pools.add(pool);
            for (int i = 0; i < 6; i++) {
                pool.execute(this::hold);
            }
            Thread.sleep(STARVING_MS);
        }

        private void hold() {
            try {
                boolean unused = never.await(10, TimeUnit.MINUTES); // mark: junit-starving
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @AfterEach
        void letGo() throws InterruptedException {
            never.countDown();
            for (ExecutorService pool : pools) {
                pool.shutdown();
                boolean unused = pool.awaitTermination(1, TimeUnit.MINUTES);
            }
        }
    }

    /** Work that does not wait. */
    @PoolscopeTest
    static class Healthy {
        @Test
        void healthy() throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("healthy"));
            try {
                for (int i = 0; i < 50; i++) {
                    Future<Integer> task = pool.submit(() -> 1);
                    Thread.sleep(10);
                    task.get();
                }
            } finally {
                pool.shutdown();
            }
        }

        @Test
        @PoolscopeTest(severity = Severity.CRITICAL, allow = "slow-queue:no-such-pool:*:reason=it was there last year")
        void withAnEntryThatNeverMatches() {}
    }

    /** Starves twice in the same way: each time is found. */
    @PoolscopeTest
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Sick extends Starved {
        @Test
        void first() throws InterruptedException {
            starve("sick");
        }

        @Test
        void second() throws InterruptedException {
            starve("sick");
        }

        @Test
        void thirdIsHealthy() {}
    }

    /** Starves, and that is accepted. */
    @PoolscopeTest(allow = "pool-starvation:accepted:JUnitSubjects*:reason=the cure comes in spring")
    static class Accepted extends Starved {
        @Test
        void accepted() throws InterruptedException {
            starve("accepted");
        }
    }

    /** Starves, and that was accepted once. */
    @PoolscopeTest(allow = "pool-starvation:outdated:*:until=2020-01-31:reason=the cure came late")
    static class Outdated extends Starved {
        @Test
        void outdated() throws InterruptedException {
            starve("outdated");
        }
    }

    /** Starves, and asks nothing of poolscope. */
    static class Unasked extends Starved {
        @Test
        void unasked() throws InterruptedException {
            starve("unasked");
        }
    }

    /** Two more that wait: tests that run in parallel queue behind each other. */
    static class AlsoUnasked {
        @Test
        void waiting() throws InterruptedException {
            Thread.sleep(STARVING_MS);
        }

        @Test
        void waitingToo() throws InterruptedException {
            Thread.sleep(STARVING_MS);
        }
    }

    /** Accepts something in no grammar. */
    @PoolscopeTest(allow = "starvation is fine")
    static class Unreadable {
        @Test
        void unreadable() {}
    }
}
