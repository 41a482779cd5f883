package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.Durations;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RollingTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void sumsLeaveTheWindow() {
        RollingSums sums = new RollingSums(60, 2);
        sums.add(0, 5 * SECOND, 7);
        sums.add(1, 5 * SECOND, 1);
        sums.add(0, 6 * SECOND, 3);
        assertThat(sums.sum(0, 6 * SECOND)).isEqualTo(10);
        assertThat(sums.sum(1, 6 * SECOND)).isEqualTo(1);
        assertThat(sums.sum(0, 64 * SECOND)).isEqualTo(10);
        assertThat(sums.sum(0, 65 * SECOND)).isEqualTo(3);
        assertThat(sums.sum(0, 66 * SECOND)).isZero();
        sums.add(0, 126 * SECOND, 2);
        assertThat(sums.sum(0, 126 * SECOND)).isEqualTo(2);
    }

    @Test
    void sumsWorkWithAnyOriginOfTime() {
        RollingSums sums = new RollingSums(60, 1);
        sums.add(0, -3 * SECOND, 7);
        assertThat(sums.sum(0, 0)).isEqualTo(7);
        assertThat(sums.sum(0, 58 * SECOND)).isZero();
    }

    @Test
    void durationsLeaveTheWindow() {
        RollingDurations durations = new RollingDurations(60 * SECOND);
        assertThat(durations.durations(0)).isNull();
        for (int i = 1; i <= 100; i++) {
            durations.add(SECOND, i * 1_000_000L);
        }
        Durations now = Objects.requireNonNull(durations.durations(SECOND));
        assertThat(now.count()).isEqualTo(100);
        assertThat(now.p50()).isBetween(49.0, 51.0);
        assertThat(now.p99()).isBetween(98.0, 100.0);
        assertThat(now.max()).isBetween(99.0, 101.0);
        assertThat(now.estimated()).isFalse();
        assertThat(durations.durations(61 * SECOND)).isNull();
    }

    @Test
    void waitsThatOneSampleSawFillTheLowerRanks() {
        RollingDurations followed = new RollingDurations(60 * SECOND);
        RollingDurations brief = new RollingDurations(60 * SECOND);
        for (int i = 0; i < 90; i++) {
            brief.add(SECOND, 20_000_000);
        }
        Durations none = Objects.requireNonNull(followed.durations(SECOND, brief));
        assertThat(none.count()).isEqualTo(90);
        assertThat(none.max()).isNull();
        assertThat(none.below()).isBetween(40.0, 41.0);
        for (int i = 0; i < 10; i++) {
            followed.add(SECOND, 300_000_000);
        }
        Durations some = Objects.requireNonNull(followed.durations(SECOND, brief));
        assertThat(some.count()).isEqualTo(100);
        assertThat(some.p50()).isNull();
        assertThat(some.p90()).isNull();
        assertThat(some.p99()).isBetween(297.0, 303.0);
        assertThat(some.mean()).isNull();
        assertThat(some.estimated()).isTrue();
    }
}
