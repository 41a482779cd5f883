package io.poolscope.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskStampsTest {
    private final TaskStamps stamps = new TaskStamps();

    @Test
    void givesEachTimeOnce() {
        Object task = new Object();
        assertThat(stamps.put(task, 42)).isTrue();
        assertThat(stamps.take(task)).isEqualTo(42);
        assertThat(stamps.take(task)).isZero();
    }

    @Test
    void oneTaskQueuedSeveralTimesHasSeveralTimes() {
        Object task = new Object();
        stamps.put(task, 1);
        stamps.put(task, 2);
        stamps.put(task, 3);
        assertThat(stamps.take(task)).isEqualTo(1);
        stamps.put(task, 4);
        assertThat(List.of(stamps.take(task), stamps.take(task), stamps.take(task)))
                .as("oldest first, wherever they are")
                .containsExactly(2L, 3L, 4L);
        assertThat(stamps.take(task)).isZero();
    }

    @Test
    void holdsThousandsAtOnce() {
        List<Object> tasks = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < TaskStamps.SIZE / 4; i++) {
            Object task = new Object();
            tasks.add(task);
            if (!stamps.put(task, i + 1)) {
                refused++;
            }
        }
        assertThat(refused).isLessThan(10);
        int found = 0;
        for (int i = 0; i < tasks.size(); i++) {
            if (stamps.take(tasks.get(i)) == i + 1) {
                found++;
            }
        }
        assertThat(found).isEqualTo(tasks.size() - refused);
    }

    @Test
    void letsGoOfTasksThatNeverStart() {
        Object old = new Object();
        Object young = new Object();
        stamps.put(old, 1);
        stamps.put(young, 2 + TaskStamps.STALE_NANOS);
        assertThat(stamps.sweep(TaskStamps.SIZE, 2 + TaskStamps.STALE_NANOS)).isEqualTo(1);
        assertThat(stamps.take(old)).isZero();
        assertThat(stamps.take(young)).isEqualTo(2 + TaskStamps.STALE_NANOS);
    }

    @Test
    void refusesWhenTheTaskQueuedTooOften() {
        Object task = new Object();
        int accepted = 0;
        for (int i = 0; i < 100; i++) {
            if (stamps.put(task, i + 1)) {
                accepted++;
            }
        }
        assertThat(accepted).isEqualTo(16);
    }
}
