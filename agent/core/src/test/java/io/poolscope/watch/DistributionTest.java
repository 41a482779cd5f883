package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private final Distribution distribution = new Distribution();

    @Test
    void everyDurationIsRightToOnePercent() {
        for (long micros = 1; micros < 86_400_000_000L; micros += 1 + micros / 97) {
            Distribution one = new Distribution();
            one.record(micros * 1_000, 1);
            one.record(Long.MAX_VALUE / 2, 1);
            assertThat(one.atRank(1)).as("%d us", micros).isCloseTo(micros * 1e3, Percentage.withPercentage(0.8));
        }
    }

    @Test
    void ranksMeanAndMaximumAreThoseOfAllEvents() {
        for (int i = 1; i <= 1000; i++) {
            distribution.record(i * 1_000_000L, 2);
        }
        assertThat(distribution.total()).isEqualTo(2000);
        assertThat(distribution.mean()).isCloseTo(500.5e6, within(1.0));
        assertThat(distribution.max()).isEqualTo(1_000_000_000L);
        assertThat(distribution.atRank(1)).isCloseTo(1e6, Percentage.withPercentage(1));
        assertThat(distribution.atRank(1000)).isCloseTo(500e6, Percentage.withPercentage(1));
        assertThat(distribution.atRank(2000)).isCloseTo(1000e6, Percentage.withPercentage(1));
    }

    @Test
    void aSumHasTheEventsOfItsParts() {
        Distribution low = new Distribution();
        low.record(5_000, 3);
        Distribution high = new Distribution();
        high.record(7_000_000_000L, 1);
        distribution.add(high);
        distribution.add(new Distribution());
        distribution.add(low);
        assertThat(distribution.total()).isEqualTo(4);
        assertThat(distribution.atRank(3)).isEqualTo(5_000);
        assertThat(distribution.atRank(4)).isCloseTo(7e9, Percentage.withPercentage(1));
        assertThat(distribution.max()).isEqualTo(7_000_000_000L);
        distribution.clear();
        assertThat(distribution.total()).isZero();
        assertThat(distribution.max()).isZero();
    }

    @Test
    void whatIsNegativeCountsAsZeroAndNothingReachesBeyondADay() {
        distribution.record(-5, 1);
        distribution.record(Long.MAX_VALUE, 1);
        assertThat(distribution.atRank(1)).isZero();
        assertThat(distribution.atRank(2)).isCloseTo(86_400e9, Percentage.withPercentage(1));
    }

    /** A list at first, a histogram later: the figures go on. */
    @Test
    void fewAndManyEventsAreToldAlike() {
        Distribution sum = Distribution.ofSum();
        for (int i = 1; i <= 600; i++) {
            long millis = i * 7919L % 601;
            distribution.record(millis * 1_000_000, 1);
            if (i % 100 == 0) {
                Distribution part = new Distribution();
                part.record(i * 1_000_000L, (1L << 26) + i);
                sum.add(part);
                sum.add(distribution);
                assertThat(distribution.total()).isEqualTo(i);
                assertThat(distribution.atRank(i)).isEqualTo(distribution.max(), within(distribution.max() * 0.01));
            }
        }
        for (int rank = 1; rank <= 600; rank++) {
            assertThat(distribution.atRank(rank)).isCloseTo(rank * 1e6, Percentage.withPercentage(1));
        }
        assertThat(sum.total()).isEqualTo(6 * (1L << 26) + 2 * 2_100);
        assertThat(sum.max()).isEqualTo(600_000_000L);
    }
}
