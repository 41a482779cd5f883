package io.poolscope.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsideTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Aside aside = new Aside("poolscope-test", "a registry");
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        aside.close(LONG);
        assertThat(running()).isFalse();
    }

    private static boolean running() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("poolscope-test"));
    }

    @Test
    void thereIsNoThreadBeforeTheFirstCall() {
        assertThat(running()).isFalse();
    }

    @Test
    void workIsDoneOnAThreadOfItsOwn() throws Exception {
        Thread[] on = new Thread[1];
        aside.run(() -> on[0] = Thread.currentThread(), LONG);
        assertThat(on[0]).isNotNull().isNotSameAs(Thread.currentThread());
        assertThat(on[0].isDaemon()).isTrue();
        assertThat(aside.busy()).isFalse();
    }

    @Test
    void whatItThrowsIsTheCallers() {
        assertThatThrownBy(() -> aside.run(
                        () -> {
                            throw new StackOverflowError();
                        },
                        LONG))
                .isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> aside.run(
                        () -> {
                            throw new IllegalStateException("once");
                        },
                        LONG))
                .hasMessage("once");
    }

    @Test
    void whatBlocksHoldsNobodyAndIsToldWithItsPlace() throws Exception {
        assertThatThrownBy(() -> aside.run(release::await, Duration.ofMillis(20)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("a registry")
                .satisfies(late -> assertThat(late.getStackTrace()).isNotEmpty());
        assertThat(aside.busy()).isTrue();
        boolean[] ran = {false};
        assertThatThrownBy(() -> aside.run(() -> ran[0] = true, Duration.ZERO)).isInstanceOf(TimeoutException.class);
        release.countDown();
        await().atMost(LONG).until(() -> !aside.busy());
        assertThat(ran[0]).as("what came meanwhile is not done late").isFalse();
        aside.run(() -> ran[0] = true, LONG);
        assertThat(ran[0]).isTrue();
    }
}
