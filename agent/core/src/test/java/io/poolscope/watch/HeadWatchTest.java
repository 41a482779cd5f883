package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.pool.QueueReader;
import io.poolscope.pool.QueueVisitor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadWatchTest {
    private final HeadWatch watch = new HeadWatch();

    /** One lane, of which tasks are taken at the head and, by who put them there, at the end. */
    private static final class Lane implements QueueReader {
        long head;
        long tail;

        @Override
        public int depth(Object queue, long now) {
            return (int) (tail - head);
        }

        @Override
        public @Nullable Integer capacity(Object queue) {
            return null;
        }

        @Override
        public boolean fifo() {
            return false;
        }

        @Override
        public void visit(Object queue, long now, QueueVisitor visitor) {}

        @Override
        public long headKey(Object queue, int lane) {
            return tail > head ? head : -1;
        }

        @Override
        public long tailKey(Object queue, int lane) {
            return tail;
        }
    }

    private final Lane lane = new Lane();

    private long age(long now) {
        return watch.age(lane, lane, lane.depth(lane, now), now);
    }

    @Test
    void aTaskIsAsOldAsItsArrivalAlsoWhenThoseBeforeItWereTaken() {
        assertThat(age(0)).isEqualTo(-1);
        for (int second = 1; second <= 20; second++) {
            lane.tail++;
            lane.head += second % 2;
            age(second);
        }
        // Ten of twenty were taken, one every other second: the eleventh came at 11.
        assertThat(lane.head).isEqualTo(10);
        assertThat(age(20)).isEqualTo(9);
        lane.head = lane.tail;
        assertThat(age(21)).isEqualTo(-1);
        lane.tail++;
        assertThat(age(30)).isZero();
        assertThat(age(32)).isEqualTo(2);
    }

    @Test
    void ofManyStepsNoTaskIsCalledOlderThanItIs() {
        for (int second = 0; second < 1_000; second++) {
            lane.tail++;
            age(second);
        }
        assertThat(age(1_000)).isBetween(900L, 1_000L);
        lane.head = 500;
        assertThat(age(1_000)).isBetween(400L, 500L);
    }

    @Test
    void whatIsTakenBackFromTheEndTakesItsTimeWithIt() {
        lane.tail = 2;
        age(0);
        lane.tail = 5;
        age(10);
        lane.tail = 1;
        age(20);
        lane.tail = 4;
        age(30);
        assertThat(age(31)).isEqualTo(31);
        lane.head = 1;
        assertThat(age(31)).isEqualTo(1);
    }
}
