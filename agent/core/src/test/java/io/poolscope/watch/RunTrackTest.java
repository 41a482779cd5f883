package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.Pools;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.LongRun;
import io.poolscope.snapshot.Stack;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a task that runs for long was met: at one place, or at one after the other. */
@ExtendWith(OpenedJdk.class)
class RunTrackTest {
    private static final long SECOND = 1_000_000_000L;

    private final Worker worker = worker();
    private final RunTrack track = new RunTrack(worker);

    private static Worker worker() {
        ForkJoinPool executor = ForkJoinPool.commonPool();
        PoolFamily family = Pools.all().stream()
                .filter(each -> each.owns(executor))
                .findFirst()
                .orElseThrow();
        Pool pool = new Pool("p1", "common", executor, family, new PoolMeter(60, true), 60);
        Worker worker = new Worker(Thread.currentThread(), 7, pool);
        worker.inTask = true;
        return worker;
    }

    private void met(String method, int line, long second) {
        CodeLocation place = new CodeLocation("com.acme.Report", method, "Report.java", line);
        CodeLocation entry = new CodeLocation("com.acme.Report", "run", "Report.java", 3);
        track.met(place, entry, new Stack(method, List.of()), second * SECOND);
    }

    private LongRun fact() {
        LongRun fact = track.fact("p1");
        if (fact == null) {
            throw new AssertionError("nothing to tell");
        }
        return fact;
    }

    @Test
    void nothingBeforeTheFirstStack() {
        assertThat(track.fact("p1")).isNull();
    }

    @Test
    void aPlaceCountsFromItsFirstStackToItsLast() {
        met("fill", 10, 5);
        assertThat(fact().atPlaceMs()).isZero();
        assertThat(fact().entry()).hasToString("com.acme.Report.run(Report.java:3)");
        met("fill", 11, 35);
        met("sort", 40, 40);
        met("fill", 12, 65);
        LongRun fact = fact();
        assertThat(fact.place().method()).isEqualTo("fill");
        assertThat(fact.place().line()).as("of the last stack").isEqualTo(12);
        assertThat(fact.atPlaceMs()).isEqualTo(60_000);
        assertThat(fact.stacks()).isEqualTo(4);
    }

    @Test
    void aTaskThatGoesOnFromPlaceToPlaceStaysNowhereForLong() {
        for (int second = 0; second < 120; second += 5) {
            met("phase" + second / 20, 1, second);
        }
        assertThat(fact().atPlaceMs()).isLessThanOrEqualTo(20_000);
    }

    @Test
    void moreMethodsThanATaskCanHaveAreLeftOut() {
        for (int i = 0; i < 100; i++) {
            met("m" + i, 1, i);
        }
        met("m0", 1, 200);
        met("m99", 1, 300);
        assertThat(fact().place().method()).isEqualTo("m0");
    }

    @Test
    void anotherTaskIsNotThisOne() {
        assertThat(track.isOf(worker)).isTrue();
        worker.taskNumber++;
        assertThat(track.isOf(worker)).isFalse();
    }
}
