package io.poolscope.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StampRingTest {
    private final StampRing ring = new StampRing();
    private final Stamp[] out = new Stamp[2 * StampRing.SIZE];

    private static Stamp stamp(Object task) {
        return new Stamp(Stamp.SUBMITTED, null, task, null);
    }

    @Test
    void comesOutInOrder() {
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 700; i++) {
                assertThat(ring.offer(stamp(i))).isTrue();
            }
            assertThat(ring.drain(out)).isEqualTo(700);
            for (int i = 0; i < 700; i++) {
                assertThat(out[i].task).isEqualTo(i);
            }
        }
        assertThat(ring.drain(out)).isZero();
    }

    @Test
    void aFullRingDropsTheNewest() {
        for (int i = 0; i < StampRing.SIZE; i++) {
            assertThat(ring.offer(stamp(i))).isTrue();
        }
        assertThat(ring.offer(stamp("too late"))).isFalse();
        assertThat(ring.drain(new Stamp[10])).isEqualTo(10);
        assertThat(ring.offer(stamp("in time"))).isTrue();
        assertThat(ring.drain(out)).isEqualTo(StampRing.SIZE - 9);
        assertThat(out[0].task).isEqualTo(10);
        assertThat(out[StampRing.SIZE - 10].task).isEqualTo("in time");
    }

    @Test
    void clearsWhatIsPending() {
        ring.offer(stamp(1));
        ring.clear();
        assertThat(ring.drain(out)).isZero();
        ring.offer(stamp(2));
        assertThat(ring.drain(out)).isEqualTo(1);
    }

    @Test
    void manyWritersLoseNothingUncounted() throws InterruptedException {
        int writers = 4;
        int each = 20_000;
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger running = new AtomicInteger(writers);
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    if (ring.offer(stamp(new Object()))) {
                        accepted.incrementAndGet();
                    }
                }
                running.decrementAndGet();
            });
            threads.add(thread);
            thread.start();
        }
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean last = false;
        while (!last) {
            last = running.get() == 0;
            int count = ring.drain(out);
            for (int i = 0; i < count; i++) {
                assertThat(seen.add(out[i].task)).isTrue();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // The last pass may have stopped once at a place that was claimed, and not yet stored, before.
        int count = ring.drain(out);
        for (int i = 0; i < count; i++) {
            assertThat(seen.add(out[i].task)).isTrue();
        }
        // A writer that was preempted between two drains, as close as these, has its place given up.
        assertThat(seen.size()).isLessThanOrEqualTo(accepted.get());
        assertThat(seen.size() + ring.givenUp()).isGreaterThanOrEqualTo(accepted.get());
        assertThat(ring.givenUp()).isLessThan(each);
    }
}
