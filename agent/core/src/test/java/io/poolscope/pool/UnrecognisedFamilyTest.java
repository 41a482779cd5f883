package io.poolscope.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.PoolKind;
import io.poolscope.watch.OpenedJdk;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenedJdk.class)
class UnrecognisedFamilyTest {
    private final UnrecognisedFamily family = new UnrecognisedFamily();
    private final CountDownLatch gate = new CountDownLatch(1);

    private final class Taker implements Runnable {
        @Override
        public void run() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread started(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @AfterEach
    void open() {
        gate.countDown();
    }

    @Test
    void threeOfAKindAreAPool() {
        Thread one = started(new Taker(), "crunch-1");
        Thread two = started(new Taker(), "crunch-2");
        assertThat(family.seatOf(one)).isNull();
        assertThat(family.seatOf(two)).isNull();
        Object seat = Objects.requireNonNull(family.seatOf(started(new Taker(), "crunch-30")));
        assertThat(family.companions(seat)).containsExactly(one, two);
        Object pool = Objects.requireNonNull(family.executorOf(seat));
        assertThat(family.executorOf(Objects.requireNonNull(family.seatOf(one))))
                .isSameAs(pool);
        assertThat(family.kind(pool)).isEqualTo(PoolKind.UNRECOGNISED);
        assertThat(family.type(pool)).isEqualTo(Taker.class.getName());
        assertThat(family.judged()).isFalse();
    }

    @Test
    void threadsOfTheJdkAndOfOtherNamesAreNot() {
        for (int i = 0; i < 4; i++) {
            assertThat(family.seatOf(started(new java.util.concurrent.FutureTask<>(new Taker(), null), "jdk-" + i)))
                    .isNull();
            assertThat(family.seatOf(started(new Taker(), "name-" + (char) ('a' + i))))
                    .isNull();
        }
    }
}
