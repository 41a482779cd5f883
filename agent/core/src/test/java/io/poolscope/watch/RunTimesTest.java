package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolscope.snapshot.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One worker whose tasks are known, sampled every 20 ms. */
@ExtendWith(OpenedJdk.class)
class RunTimesTest {
    private static final long MS = 1_000_000;
    private static final long INTERVAL = 20 * MS;

    private final WindowHistogram followed = new WindowHistogram(60);
    private long busy;

    /** Runs tasks one after another without a gap, as the sampler would see them. */
    private Durations run(List<Long> lengths, long offset) {
        Worker worker = new Worker(Thread.currentThread(), 1, PoolRowsTest.pool("x", "p1"));
        long nextSample = offset;
        long now = 0;
        for (long length : lengths) {
            worker.taskSamples = 0;
            worker.taskGap = INTERVAL;
            for (; nextSample < now + length; nextSample += INTERVAL) {
                if (worker.taskSamples++ == 0) {
                    worker.taskSince = nextSample;
                }
                worker.taskSeen = nextSample;
            }
            long seen = RunTimes.length(worker, INTERVAL);
            if (seen >= 0) {
                followed.record(seen, 1, true);
            }
            now += length;
        }
        busy = now;
        return Objects.requireNonNull(RunTimes.durations(List.of(followed), lengths.size(), busy, INTERVAL));
    }

    @Test
    void longTasksAreTrueToOneInterval() {
        Random random = new Random(1);
        List<Long> lengths = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lengths.add((100 + random.nextInt(900)) * MS);
        }
        Durations durations = run(lengths, 7 * MS);
        lengths.sort(null);
        assertThat(durations.count()).isEqualTo(400);
        assertThat(durations.mean())
                .isCloseTo(lengths.stream().mapToLong(l -> l).average().orElseThrow() / MS, within(0.001));
        assertThat(durations.p50()).isCloseTo(lengths.get(199) / (double) MS, within(25.0));
        assertThat(durations.p90()).isCloseTo(lengths.get(359) / (double) MS, within(35.0));
        assertThat(durations.below()).isNull();
        assertThat(durations.estimated()).isTrue();
    }

    /** Sightings alone would say that nine in ten tasks are long: they are seen fifty times as often. */
    @Test
    void seeingFavoursNoLength() {
        List<Long> lengths = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            lengths.add(i % 10 == 0 ? 1000 * MS : MS);
        }
        Durations durations = run(lengths, 3 * MS);
        assertThat(durations.count()).isEqualTo(1000);
        assertThat(durations.p50()).as("only known to be short").isNull();
        assertThat(durations.below()).isEqualTo(40.0);
        assertThat(durations.p99()).isCloseTo(1000.0, within(30.0));
        assertThat(durations.mean()).isCloseTo(100.9, within(0.001));
    }

    @Test
    void shortTasksHaveOnlyAMeanAndALimit() {
        List<Long> lengths = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            lengths.add(MS / 2);
        }
        Durations durations = run(lengths, MS);
        assertThat(durations.mean()).isCloseTo(0.5, within(1e-6));
        assertThat(durations.p999()).isNull();
        assertThat(durations.max()).isNull();
        assertThat(durations.below()).isEqualTo(40.0);
    }

    @Test
    void nothingEndedNothingIsSaid() {
        assertThat(RunTimes.durations(List.of(followed), 0, 0, INTERVAL)).isNull();
    }
}
