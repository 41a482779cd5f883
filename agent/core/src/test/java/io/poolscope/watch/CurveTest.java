package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final long MS = 1_000_000;
    private static final long INTERVAL = 20 * MS;

    private final List<Long> waits = new ArrayList<>();
    private boolean estimated;

    private final Curve.Sink sink = (nanos, count, guess) -> {
        for (long i = 0; i < count; i++) {
            waits.add(nanos);
        }
        estimated |= guess;
    };

    @Test
    void tasksThatAreStartedAtOnceWaitNothing() {
        Curve curve = new Curve(0, 0, 0);
        for (int i = 1; i <= 50; i++) {
            curve.sample(i * INTERVAL, i * 40L, 0, 8, sink);
        }
        assertThat(waits).hasSize(2000).containsOnly(0L);
        assertThat(estimated).isFalse();
        assertThat(curve.headAge(51 * INTERVAL)).isEqualTo(-1);
    }

    /** The case in which sampled probes in a small table told 552 us: 1293 us true, at 50 tasks a millisecond. */
    @Test
    void aSteadyLongQueueIsMeasuredTruly() {
        long trueWait = 1_293_000;
        double perNano = 50.0 / MS;
        Curve curve = new Curve(0, 0, 0);
        for (int i = 1; i <= 100; i++) {
            long now = i * INTERVAL;
            long arrived = Math.round(now * perNano);
            long started = Math.max(0, Math.round((now - trueWait) * perNano));
            curve.sample(now, started, arrived - started, 8, sink);
        }
        waits.subList(0, 2000).clear(); // the first two intervals: the queue builds up between two samples
        assertThat(waits.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isCloseTo(trueWait, within(trueWait * 0.01));
        assertThat(waits).allSatisfy(wait -> assertThat((double) wait).isCloseTo(trueWait, within(100_000.0)));
    }

    @Test
    void aBurstThatDrainsEvenlyGivesEachTaskItsPlace() {
        Curve curve = new Curve(0, 0, 0);
        curve.sample(INTERVAL, 0, 0, 1, sink);
        // 100 tasks arrive within one interval, 10 are started in each following one.
        for (int i = 0; i <= 10; i++) {
            curve.sample((2 + i) * INTERVAL, i * 10L, 100 - i * 10L, 1, sink);
        }
        assertThat(waits).hasSize(100).isSorted();
        // Task n arrived at 20 ms + 0.2 n, and was started at 40 ms + 2 n.
        for (int n = 1; n <= 100; n++) {
            double arrival = 20 + 20 * (n - 0.5) / 100;
            double start = 40 + 2 * (n - 0.5);
            assertThat(waits.get(n - 1) / (double) MS).isCloseTo(start - arrival, within(0.001));
        }
    }

    @Test
    void theHeadAgesWhileNothingIsStarted() {
        Curve curve = new Curve(0, 0, 0);
        curve.sample(INTERVAL, 4, 0, 4, sink);
        curve.sample(2 * INTERVAL, 4, 1, 4, sink);
        for (int i = 3; i <= 1000; i++) {
            curve.sample(i * INTERVAL, 4, i, 4, sink);
        }
        assertThat(curve.headAge(1000 * INTERVAL) / MS).isBetween(19_960L, 19_980L);
        assertThat(curve.points()).isLessThan(1002);
    }

    @Test
    void aQueueFoundFullIsAsOldAsTheFirstLook() {
        Curve curve = new Curve(5 * MS, 10, 500);
        curve.sample(5 * MS + INTERVAL, 10, 500, 4, sink);
        assertThat(curve.headAge(5 * MS + INTERVAL)).isEqualTo(INTERVAL);
        assertThat(curve.headEstimated()).isTrue();
        curve.sample(5 * MS + 2 * INTERVAL, 11, 499, 4, sink);
        assertThat(waits).containsExactly(INTERVAL + INTERVAL / 2);
        assertThat(estimated).as("a lower limit is no measurement").isTrue();
    }

    @Test
    void removedTasksAreCountedAndTheCurveIsMended() {
        Curve curve = new Curve(0, 0, 0);
        curve.sample(INTERVAL, 0, 100, 1, sink);
        curve.sample(2 * INTERVAL, 0, 40, 1, sink);
        assertThat(curve.cancelled()).isEqualTo(60);
        curve.sample(3 * INTERVAL, 40, 0, 1, sink);
        assertThat(waits).hasSize(40).allMatch(wait -> wait > INTERVAL && wait < 3 * INTERVAL);
        assertThat(estimated).isTrue();
        waits.clear();
        curve.sample(4 * INTERVAL, 50, 0, 1, sink);
        assertThat(waits).containsOnly(0L);
    }

    @Test
    void aTaskBetweenQueueAndWorkerIsNoRemoval() {
        Curve curve = new Curve(0, 0, 0);
        curve.sample(INTERVAL, 4, 10, 4, sink);
        curve.sample(2 * INTERVAL, 4, 8, 4, sink); // two were taken and are not yet in their workers
        curve.sample(3 * INTERVAL, 6, 8, 4, sink);
        assertThat(curve.cancelled()).isZero();
    }

    /** Tiny tasks: at each sample some worker has taken one and not begun it. */
    @Test
    void aQueueThatDrainsFastLosesNothing() {
        Curve curve = new Curve(0, 0, 0);
        curve.sample(INTERVAL, 0, 10_000, 4, sink);
        for (int i = 1; i < 100; i++) {
            curve.sample((1 + i) * INTERVAL, i * 100L - 2, 10_000 - i * 100L, 4, sink);
        }
        for (int i = 101; i < 110; i++) {
            curve.sample(i * INTERVAL, 10_000, 0, 4, sink);
        }
        assertThat(curve.cancelled()).isZero();
        assertThat(waits).hasSize(10_000);
        assertThat(estimated).isFalse();
    }

    @Test
    void aSmallRemovalIsKnownOnceItLasts() {
        Curve curve = new Curve(0, 0, 0);
        curve.sample(INTERVAL, 4, 10, 4, sink);
        for (int i = 2; i < 2 + Curve.CONFIRM; i++) {
            curve.sample(i * INTERVAL, 4, 8, 4, sink);
        }
        assertThat(curve.cancelled()).isEqualTo(2);
    }

    @Test
    void memoryAndWorkAreBounded() {
        Curve curve = new Curve(0, 0, 0);
        long arrived = 0;
        for (int i = 1; i <= 20_000; i++) {
            arrived += 1 + i % 3;
            curve.sample(i * INTERVAL, 0, arrived, 4, sink);
        }
        assertThat(curve.points()).isLessThanOrEqualTo(Curve.MAX_POINTS);
        assertThat(curve.merged()).isPositive();
        assertThat(curve.headAge(20_000 * INTERVAL) / MS).isBetween(399_900L, 400_000L);
        int[] groups = {0};
        long[] tasks = {0};
        curve.sample(20_001 * INTERVAL, arrived, 0, 4, (nanos, count, guess) -> {
            groups[0]++;
            tasks[0] += count;
        });
        assertThat(groups[0]).isEqualTo(Curve.MAX_GROUPS);
        assertThat(tasks[0]).isEqualTo(arrived);
    }
}
