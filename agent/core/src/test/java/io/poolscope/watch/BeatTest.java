package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.pool.ScheduledTask;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real periodic task that a test runs when it likes, and samples at moments of its own. */
@ExtendWith(OpenedJdk.class)
class BeatTest {
    private static final long MS = 1_000_000;
    private static final long NONE = Long.MIN_VALUE;

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final RunnableScheduledFuture<?> task =
            (RunnableScheduledFuture<?>) scheduler.scheduleAtFixedRate(() -> {}, 3600_000, 200, TimeUnit.MILLISECONDS);
    private final long due = ScheduledTask.due(task);
    private final Beat beat = new Beat(task, "", 60, due, NONE);
    private long before = due;
    private long second;

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    /** A sample so long after the first due time; the scheduler's only thread is held. */
    private void held(long ms) {
        held(ms, NONE);
    }

    private void held(long ms, long from) {
        long now = due + ms * MS;
        beat.sample(now, before, from, second);
        beat.waits(now);
        before = now;
    }

    /** A sample that finds that so many runs are over. */
    private void ran(int runs, long ms, long from) {
        for (int i = 0; i < runs; i++) {
            task.run();
        }
        long now = due + ms * MS;
        assertThat(beat.sample(now, before, from, second)).isTrue();
        before = now;
    }

    @Test
    void whatATaskSaysOfItself() {
        assertThat(ScheduledTask.period(task)).isEqualTo(200 * MS);
        assertThat(beat.period).isEqualTo(200 * MS);
        assertThat(beat.fixedDelay).isFalse();
        Object delayed = scheduler.scheduleWithFixedDelay(() -> {}, 1, 3, TimeUnit.HOURS);
        Beat other = new Beat(delayed, "", 60, due, NONE);
        assertThat(other.fixedDelay).isTrue();
        assertThat(other.period).isEqualTo(TimeUnit.HOURS.toNanos(3));
        assertThat(ScheduledTask.period(scheduler.schedule(() -> {}, 1, TimeUnit.HOURS)))
                .isZero();
        assertThat(ScheduledTask.period("no task")).isZero();
        assertThat(ScheduledTask.due("no task")).isEqualTo(ScheduledTask.UNKNOWN);
    }

    @Test
    void oneStopDelaysAllThatIsDueMeanwhile() {
        held(20);
        held(199);
        assertThat(beat.overdue(NONE)).isFalse();
        held(200);
        assertThat(beat.overdue(NONE)).isTrue();
        assertThat(beat.starts(NONE)).isEqualTo(1);
        held(700);
        assertThat(beat.starts(NONE)).as("those due at 0, 200 and 400").isEqualTo(3);
        ran(4, 720, NONE);
        assertThat(beat.starts(NONE)).isEqualTo(3);
        assertThat(beat.late(NONE)).isEqualTo(700 * MS);
        assertThat(beat.occasions(NONE, second)).isEqualTo(1);
        assertThat(beat.ago(due + 1000 * MS, NONE)).isEqualTo(300 * MS);
    }

    @Test
    void aStartInTimeEndsTheRow() {
        held(399);
        ran(1, 400, NONE);
        held(599);
        ran(1, 600, NONE);
        assertThat(beat.starts(NONE)).as("late by 399 ms, and by 399 ms again").isEqualTo(2);
        ran(1, 610, NONE);
        held(1_199);
        ran(3, 1_200, NONE);
        assertThat(beat.starts(NONE))
                .as("those due at 600 and 800; that due at 1000 was in time")
                .isEqualTo(2);
        assertThat(beat.occasions(NONE, second)).isEqualTo(3);
    }

    @Test
    void whatTheJvmStoodForIsNoLateness() {
        held(20);
        held(5_020, due + 5_020 * MS);
        assertThat(beat.overdue(due + 5_020 * MS)).isFalse();
        ran(25, 5_040, due + 5_020 * MS);
        assertThat(beat.starts(due + 5_020 * MS)).isZero();
        assertThat(beat.inTime(before, due + 5_020 * MS)).isTrue();
    }

    @Test
    void aRunThatTakesLongerThanThePeriodDelaysTheNext() {
        ran(0, 0, NONE);
        ran(0, 480, NONE);
        ran(1, 500, NONE);
        assertThat(beat.occasions(NONE, second))
                .as("due at 200, not begun at 480")
                .isEqualTo(1);
        assertThat(beat.late(NONE)).isEqualTo(280 * MS);
        ran(0, 980, NONE);
        ran(1, 1_000, NONE);
        assertThat(beat.late(NONE)).as("due at 400, not begun at 980").isEqualTo(580 * MS);
        ran(0, 1_480, NONE);
        ran(1, 1_500, NONE);
        assertThat(beat.occasions(NONE, second)).isEqualTo(3);
        assertThat(beat.starts(NONE))
                .as("two, and those due at 600, 800, 1000 and 1200")
                .isEqualTo(6);
    }

    @Test
    void forgetsWhatIsOver() {
        held(700);
        ran(4, 720, NONE);
        assertThat(beat.inTime(due + 30_000 * MS, NONE)).as("in the row still").isFalse();
        ran(1, 820, NONE);
        assertThat(beat.inTime(due + 30_000 * MS, NONE)).isFalse();
        assertThat(beat.inTime(due + 61_000 * MS, NONE)).isTrue();
        task.cancel(false);
        assertThat(beat.sample(due + 62_000 * MS, before, NONE, 62)).isFalse();
    }

    /** A timer sets the next time when a run begins, by the clock of the wall. */
    @Test
    void aTaskOfATimer() throws InterruptedException {
        Timer timer = new Timer("timer", true);
        CountDownLatch hold = new CountDownLatch(1);
        try {
            TimerTask holds = timed(hold);
            timer.schedule(holds, 0);
            TimerTask heartbeat = timed(new CountDownLatch(0));
            timer.scheduleAtFixedRate(heartbeat, 0, 200);
            long first = ScheduledTask.due(heartbeat);
            assertThat(first).isBetween(System.nanoTime() - 60_000 * MS, System.nanoTime());
            Beat late = new Beat(heartbeat, "", 60, first, NONE);
            assertThat(late.period).isEqualTo(200 * MS);
            assertThat(late.fixedDelay).isFalse();
            assertThat(late.sample(first + 700 * MS, first, NONE, 0)).isTrue();
            late.waits(first + 700 * MS);
            assertThat(late.overdue(NONE)).isTrue();
            assertThat(late.starts(NONE)).as("those due at 0, 200 and 400").isEqualTo(3);
            long mark = ScheduledTask.mark(heartbeat);
            hold.countDown();
            while (ScheduledTask.mark(heartbeat) == mark) {
                Thread.sleep(1);
            }
            heartbeat.cancel();
            assertThat(late.sample(first + 720 * MS, first + 700 * MS, NONE, 0))
                    .as("it is to run again")
                    .isFalse();
        } finally {
            hold.countDown();
            timer.cancel();
        }
    }

    private static TimerTask timed(CountDownLatch until) {
        return new TimerTask() {
            @Override
            public void run() {
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
