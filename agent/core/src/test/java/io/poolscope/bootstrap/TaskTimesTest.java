package io.poolscope.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTimesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 17, 31, 32, 33, 1_000, 1_000_000, 5_000_000_000L, (1L << 44) - 1})
    void theMiddleOfABucketIsNear(long nanos) {
        long middle = TaskTimes.middle(TaskTimes.bucket(nanos));
        assertThat((double) Math.abs(middle - nanos)).isLessThanOrEqualTo(nanos / 32.0 + 0.5);
    }

    @Test
    void bucketsGrowWithoutGaps() {
        int before = TaskTimes.bucket(0);
        assertThat(before).isZero();
        for (long nanos = 1; nanos < 100_000; nanos++) {
            int bucket = TaskTimes.bucket(nanos);
            assertThat(bucket - before).isBetween(0, 1);
            before = bucket;
        }
    }

    @Test
    void extremesHaveABucket() {
        assertThat(TaskTimes.bucket(-1)).isZero();
        assertThat(TaskTimes.bucket((1L << 44) - 1)).isEqualTo(TaskTimes.BUCKETS - 1);
        assertThat(TaskTimes.bucket(Long.MAX_VALUE)).isEqualTo(TaskTimes.BUCKETS - 1);
    }

    @Test
    void sumsAndCounts() {
        TaskTimes times = new TaskTimes();
        times.waited(10);
        times.waited(20);
        times.ran(1_000);
        assertThat(times.waitNanos).isEqualTo(30);
        assertThat(times.runNanos).isEqualTo(1_000);
        assertThat(times.waits[10]).isEqualTo(1);
        assertThat(times.runs[TaskTimes.bucket(1_000)]).isEqualTo(1);
    }
}
