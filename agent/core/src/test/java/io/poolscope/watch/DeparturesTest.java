package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.pool.QueueReader;
import io.poolscope.pool.QueueVisitor;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private final Deque<Object> queue = new ArrayDeque<>();
    private final Departures departures = new Departures();
    private final QueueReader reader = new QueueReader() {
        @Override
        public int depth(Object of, long now) {
            return queue.size();
        }

        @Override
        public @Nullable Integer capacity(Object of) {
            return null;
        }

        @Override
        public boolean fifo() {
            return true;
        }

        @Override
        public void visit(Object of, long now, QueueVisitor visitor) {
            int place = 0;
            for (Object task : queue) {
                if (!visitor.task(task, ++place)) {
                    return;
                }
            }
        }
    };

    private long sampleAfter(int come, int go) {
        for (int i = 0; i < come; i++) {
            queue.add(new Object());
        }
        for (int i = 0; i < go; i++) {
            queue.remove();
        }
        return departures.sample(reader, queue, 0);
    }

    @Test
    void countsWhatStoodBeforeTheFirst() {
        assertThat(sampleAfter(5, 0)).isZero();
        assertThat(sampleAfter(0, 0)).isZero();
        assertThat(sampleAfter(3, 2)).isEqualTo(2);
        assertThat(sampleAfter(0, 6)).as("it ran empty").isEqualTo(8);
        assertThat(sampleAfter(4, 0)).isEqualTo(8);
        assertThat(sampleAfter(4, 4)).as("all have left that were there").isEqualTo(12);
    }

    @Test
    void missesOnlyWhatCouldNotBeSeen() {
        assertThat(sampleAfter(1_000, 0)).isZero();
        assertThat(sampleAfter(0, 255)).isEqualTo(255);
        assertThat(sampleAfter(0, 400)).as("256 places are remembered").isEqualTo(511);
        assertThat(sampleAfter(0, 1)).isEqualTo(512);
    }
}
