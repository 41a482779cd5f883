package io.poolscope.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poolscope.watch.OpenedJdk;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenedJdk.class)
class TomcatFamilyTest {
    private final TomcatFamily family = new TomcatFamily();
    private final CountDownLatch gate = new CountDownLatch(1);

    private static Thread find(String threadName) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(threadName))
                .findFirst()
                .orElseThrow();
    }

    private void block() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void readsTheCopyByItsFields() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 3);
        pool.start(this::block, "http-test-exec-1");
        Object seat = Objects.requireNonNull(family.seatOf(find("http-test-exec-1")));
        assertThat(family.executorOf(seat)).isSameAs(pool);
        await().atMost(Duration.ofSeconds(30)).until(() -> family.inTask(seat));
        assertThat(family.owns(pool)).isTrue();
        assertThat(family.limits(pool)).isEqualTo(new Limits(2, 3, 3));
        assertThat(family.size(pool)).isEqualTo(1);
        assertThat(family.canGrow(pool))
                .as("its queue refuses while it is below its maximum")
                .isTrue();
        pool.enqueue(() -> {});
        QueueReader queue = Objects.requireNonNull(family.queueReader(pool));
        assertThat(queue.depth(Objects.requireNonNull(family.queue(pool)), 0)).isEqualTo(1);
        pool.start(this::block, "http-test-exec-2");
        pool.start(this::block, "http-test-exec-3");
        assertThat(family.canGrow(pool)).isFalse();
        gate.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> !family.inTask(seat));
        assertThat(family.completed(seat, false)).isPositive();
    }
}
