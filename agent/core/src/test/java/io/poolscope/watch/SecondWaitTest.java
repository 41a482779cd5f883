package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.Wait;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two waits for the same thing with no sample between them look like one: a wait that lasts is looked at again. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class SecondWaitTest {
    private final SynchronousQueue<String> handOff = new SynchronousQueue<>();
    private final ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
    private final WaitsDriver driver = new WaitsDriver();
    private final Pool pool = driver.pool("pool", executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void isToldWhereItStands() throws InterruptedException {
        executor.execute(this::twice);
        assertThat(method(driver.blocked(pool))).isEqualTo("first");
        Worker worker = pool.workers.get(0);
        OpenWait before = worker.wait;
        // No sample meanwhile.
        handOff.put("borrowed");
        awaitInSecond(worker.thread);
        driver.sample();
        assertThat(worker.wait).as("the same thread state and blocker").isSameAs(before);

        driver.until("the place where it stands now", () -> {
            Wait wait = driver.described(pool);
            return wait != null && method(wait).equals("second");
        });
        assertThat(worker.wait).isNotSameAs(before);
        assertThat(driver.waits.sites(driver.pools, each -> each.id, driver.now()))
                .extracting(site -> site.site().method() + " " + site.openWaits())
                .containsExactlyInAnyOrder("first 0", "second 1");
    }

    @Test
    void aWaitThatStaysWhereItIsStaysTheSame() throws InterruptedException {
        executor.execute(this::first);
        driver.blocked(pool);
        OpenWait wait = pool.workers.get(0).wait;
        long began = driver.now();
        driver.until("looked at again", () -> driver.now() - began > 700_000_000L && wait != null && !wait.asked);
        assertThat(pool.workers.get(0).wait).isSameAs(wait);
    }

    private static void awaitInSecond(Thread thread) throws InterruptedException {
        while (true) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getMethodName().equals("second") && thread.getState() == Thread.State.TIMED_WAITING) {
                    return;
                }
            }
            Thread.sleep(1);
        }
    }

    private static String method(Wait wait) {
        return wait.site() == null ? "" : wait.site().method();
    }

    private void twice() {
        first();
        second();
    }

    private void first() {
        try {
            handOff.poll(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void second() {
        try {
            handOff.poll(50, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
