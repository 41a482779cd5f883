package io.poolscope.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.PoolKind;
import io.poolscope.watch.OpenedJdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenedJdk.class)
@Timeout(60)
class TimerFamilyTest {
    private static final long HOUR = 3_600_000;

    private final TimerFamily family = new TimerFamily();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Timer timer = new Timer("nightly-7", true);

    private interface Body {
        void run() throws InterruptedException;
    }

    private static TimerTask task(Body body) {
        return new TimerTask() {
            @Override
            public void run() {
                try {
                    body.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /** The seat of the timer's thread, seen from inside a first task, which has ended when this returns. */
    private Object seat() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        timer.schedule(
                task(() -> {
                    thread.set(Thread.currentThread());
                    ran.countDown();
                }),
                0);
        ran.await();
        return Objects.requireNonNull(family.seatOf(Objects.requireNonNull(thread.get())));
    }

    private void await(Object seat, boolean inTask) throws InterruptedException {
        while (family.inTask(seat) != inTask) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(family.inTask(seat)).isEqualTo(inTask);
    }

    @AfterEach
    void end() {
        gate.countDown();
        timer.cancel();
    }

    @Test
    void isIdleWithoutATaskAndWithOneThatIsNotDue() throws InterruptedException {
        Object seat = seat();
        await(seat, false);
        timer.schedule(task(gate::await), HOUR);
        await(seat, false);
        assertThat(family.queueReader(seat).depth(seat, 0)).isZero();
        assertThat(family.kind(seat)).isEqualTo(PoolKind.SCHEDULED);
        assertThat(family.type(seat)).isEqualTo("java.util.Timer");
        assertThat(family.name(seat)).isNull();
        assertThat(family.executorOf(seat)).isSameAs(seat);
    }

    /** The same thread state, and no blocker either, as while it is idle. */
    @Test
    void isInATaskThatSleepsOrWaitsInAnObject() throws InterruptedException {
        Object seat = seat();
        timer.schedule(task(() -> {}), HOUR);
        await(seat, false);
        CountDownLatch inside = new CountDownLatch(1);
        Object something = new Object();
        timer.schedule(
                task(() -> {
                    synchronized (something) {
                        inside.countDown();
                        something.wait();
                    }
                }),
                0);
        inside.await();
        await(seat, true);
        synchronized (something) {
            something.notifyAll();
        }
        await(seat, false);
        AtomicReference<Thread> sleeper = new AtomicReference<>();
        timer.schedule(
                task(() -> {
                    sleeper.set(Thread.currentThread());
                    TimeUnit.MILLISECONDS.sleep(HOUR);
                }),
                0,
                HOUR);
        await(seat, true);
        while (sleeper.get() == null) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(family.inTask(seat)).isTrue();
        Objects.requireNonNull(sleeper.get()).interrupt();
        await(seat, false);
    }

    @Test
    void countsWhatIsDueButNotTheRepeatingTaskThatMayRun() throws InterruptedException {
        Object seat = seat();
        CountDownLatch inside = new CountDownLatch(1);
        timer.schedule(
                task(() -> {
                    inside.countDown();
                    gate.await();
                }),
                0,
                1);
        inside.await();
        await(seat, true);
        QueueReader reader = family.queueReader(seat);
        TimeUnit.MILLISECONDS.sleep(20); // its own next time has come
        assertThat(reader.depth(seat, 0)).isZero();
        assertThat(reader.headDue(seat)).isEqualTo(Long.MIN_VALUE);

        TimerTask cancelled = task(() -> {});
        timer.schedule(cancelled, 0);
        cancelled.cancel();
        timer.schedule(task(() -> {}), HOUR);
        assertThat(reader.depth(seat, 0)).isZero();
        TimerTask next = task(() -> {});
        timer.schedule(next, 0);
        while (reader.depth(seat, 0) == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        List<Object> shown = new ArrayList<>();
        reader.visit(seat, System.nanoTime(), (task, place) -> shown.add(task));
        assertThat(shown).containsExactly(next);
        // A timer goes by the wall clock, which counts milliseconds.
        assertThat(System.nanoTime() - reader.headDue(seat))
                .isBetween(-TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void otherThreadsAreNoTimers() {
        assertThat(family.seatOf(Thread.currentThread())).isNull();
    }
}
