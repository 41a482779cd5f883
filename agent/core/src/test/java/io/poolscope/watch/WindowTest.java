package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Durations;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void sumsAndPeaksLeaveWithTheirSecond() {
        Window window = new Window(3);
        window.add(Window.IDLE_NANOS, 5);
        window.peak(Window.PEAK_DEPTH, 9);
        window.blocked(BlockKind.FUTURE, 7);
        window.roll(1);
        window.add(Window.IDLE_NANOS, 6);
        window.peak(Window.PEAK_DEPTH, 2);
        assertThat(window.get(Window.IDLE_NANOS)).isEqualTo(11);
        assertThat(window.get(Window.PEAK_DEPTH)).isEqualTo(9);
        assertThat(window.blocked(BlockKind.FUTURE)).isEqualTo(7);
        window.roll(1);
        window.roll(1);
        assertThat(window.get(Window.IDLE_NANOS)).isEqualTo(6);
        assertThat(window.get(Window.PEAK_DEPTH)).isEqualTo(2);
        assertThat(window.blocked(BlockKind.FUTURE)).isZero();
    }

    @Test
    void percentilesOfTheWindow() {
        WindowHistogram histogram = new WindowHistogram(2);
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i * 1_000_000L, 1, false);
        }
        Durations all = durations(histogram);
        assertThat(all.count()).isEqualTo(1000);
        assertThat(all.mean()).isCloseTo(500.5, within(0.001));
        assertThat(all.p50()).isCloseTo(500, within(500 * 0.017));
        assertThat(all.p99()).isCloseTo(990, within(990 * 0.017));
        assertThat(all.max()).isEqualTo(1000.0);
        histogram.roll(1);
        histogram.record(5_000_000, 3, true);
        assertThat(durations(histogram).count()).isEqualTo(1003);
        assertThat(durations(histogram).estimated()).isTrue();
        histogram.roll(1);
        histogram.roll(1);
        assertThat(durations(histogram).count()).isEqualTo(3);
        assertThat(durations(histogram).max()).isEqualTo(5.0);
        histogram.roll(1);
        assertThat(WindowHistogram.sum(List.of(histogram)).durations()).isNull();
    }

    /** A look that comes late closes several seconds at once: as if there had been a look in each of them. */
    @Test
    void severalSecondsPassAtOnceAsOneByOne() {
        Random random = new Random(7);
        Window atOnce = new Window(10);
        Window oneByOne = new Window(10);
        WindowHistogram histogramAtOnce = new WindowHistogram(10);
        WindowHistogram histogramOneByOne = new WindowHistogram(10);
        for (int look = 0; look < 500; look++) {
            long amount = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(100);
            for (Window window : List.of(atOnce, oneByOne)) {
                window.add(Window.IDLE_NANOS, amount);
                window.peak(Window.PEAK_DEPTH, amount);
                window.blocked(BlockKind.FUTURE, amount);
            }
            if (amount > 0) {
                histogramAtOnce.record(amount * 1_000_000, amount, false);
                histogramOneByOne.record(amount * 1_000_000, amount, false);
            }
            int seconds = 1 + random.nextInt(random.nextBoolean() ? 3 : 15);
            atOnce.roll(seconds);
            histogramAtOnce.roll(seconds);
            for (int second = 0; second < seconds; second++) {
                oneByOne.roll(1);
                histogramOneByOne.roll(1);
            }
            for (int slot : new int[] {Window.IDLE_NANOS, Window.PEAK_DEPTH}) {
                assertThat(atOnce.get(slot)).isEqualTo(oneByOne.get(slot));
            }
            assertThat(atOnce.blocked(BlockKind.FUTURE)).isEqualTo(oneByOne.blocked(BlockKind.FUTURE));
            assertThat(WindowHistogram.sum(List.of(histogramAtOnce)).durations())
                    .isEqualTo(WindowHistogram.sum(List.of(histogramOneByOne)).durations());
        }
    }

    @Test
    void countsOfTheWindow() {
        WindowCount count = new WindowCount(3);
        count.add(2, 0);
        count.add(3, 1);
        assertThat(count.sum(2)).isEqualTo(5);
        assertThat(count.sum(3)).isEqualTo(3);
        assertThat(count.sum(500)).isZero();
        count.add(1, 501);
        assertThat(count.sum(501)).isEqualTo(1);
    }

    private static Durations durations(WindowHistogram histogram) {
        return Objects.requireNonNull(WindowHistogram.sum(List.of(histogram)).durations());
    }
}
