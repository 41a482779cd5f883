package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poolscope.guard.Fuses;
import io.poolscope.jdk.ThrownAt;
import io.poolscope.snapshot.ExecutorKin;
import io.poolscope.snapshot.LateTask;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the sources of facts see of real executors. */
class ExecutorFactsTest extends OnRealPools {

    private List<ExecutorKin> kins() {
        return look().facts().of(ExecutorKin.class).stream()
                .filter(kin -> kin.family().equals("kin"))
                .toList();
    }

    @Test
    void executorsOfOneNameAreKin() {
        look();
        for (int i = 0; i < 6; i++) {
            keep(Executors.newFixedThreadPool(1, named("kin"))).execute(i == 0 ? this::block : () -> {});
        }
        ExecutorKin[] kin = {null};
        await().atMost(LONG).until(() -> {
            List<ExecutorKin> found = kins();
            kin[0] = found.isEmpty() ? null : found.get(0);
            return kin[0] != null
                    && kin[0].members().size() == 6
                    && !kin[0].members().get(5).taking();
        });
        assertThat(kin[0].site()).isNull();
        assertThat(kin[0].shutDown()).isZero();
        assertThat(kin[0].threads()).isEqualTo(6);
        assertThat(kin[0].members())
                .extracting(ExecutorKin.Member::idle)
                .containsExactly(true, true, true, true, true, false);
        assertThat(kin[0].members()).allMatch(member -> member.ageMs() != null);

        ForkJoinPool other = keep(new ForkJoinPool(1));
        ExecutorService closing = keep(Executors.newFixedThreadPool(1, named("kin")));
        closing.execute(this::block);
        closing.shutdown();
        other.shutdown();
        await().atMost(LONG).until(() -> kins().get(0).shutDown() == 1);
    }

    @Test
    void tellsExecutorsThatWereShutDown() {
        ForkJoinPool forks = keep(new ForkJoinPool(1));
        forks.execute(this::block);
        PoolRegistry registry =
                new PoolRegistry(new Traces(name -> true, 8), 60, tid -> -1, new Fuses(System::nanoTime));
        registry.discover(1, false);
        Pool pool = Objects.requireNonNull(registry.poolOf(forks));
        assertThat(pool.family().accepts(forks)).isTrue();
        forks.shutdown();
        assertThat(pool.family().accepts(forks)).isFalse();
        assertThat(pool.family().terminated(forks)).as("its task still runs").isFalse();
    }

    @Test
    void aHeldSchedulerIsLateAndSaysWhoHoldsIt() {
        ScheduledExecutorService scheduler = keep(Executors.newScheduledThreadPool(1, named("held")));
        scheduler.execute(this::block);
        scheduler.scheduleAtFixedRate(() -> {}, 0, 100, TimeUnit.MILLISECONDS);
        LateTask[] late = {null};
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
            List<LateTask> found = look().facts().of(LateTask.class);
            late[0] = found.isEmpty() ? null : found.get(0);
            return late[0] != null && late[0].starts() >= 5 && !late[0].held().isEmpty();
        });
        assertThat(late[0].periodMs()).isEqualTo(100);
        assertThat(late[0].workers()).isEqualTo(1);
        assertThat(late[0].agoMs()).isZero();
        assertThat(late[0].lateMs()).isGreaterThanOrEqualTo(500);
        assertThat(late[0].held().get(0).site())
                .isNotNull()
                .satisfies(site -> assertThat(site.method()).isEqualTo("block"));
        assertThat(late[0].held().get(0).call()).isEqualTo("java.util.concurrent.CountDownLatch.await");
    }

    @Test
    void aSchedulerWithAFreeThreadIsNotLate() throws Exception {
        ScheduledExecutorService scheduler = keep(Executors.newScheduledThreadPool(2, named("free")));
        scheduler.execute(this::block);
        scheduler.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.MILLISECONDS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (System.nanoTime() < end) {
            assertThat(look().facts().of(LateTask.class)).isEmpty();
            Thread.sleep(10);
        }
    }

    /** An exception whose stack nobody has asked for yet, and that answers with another one if it is. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("was called");
        }
    }

    @Test
    void readsTheStackOfAnExceptionWithoutCallingIt() {
        StackTraceElement[] frames = ThrownAt.frames(new Hostile());
        assertThat(frames).isNotEmpty();
        assertThat(frames[0].getMethodName()).isEqualTo("readsTheStackOfAnExceptionWithoutCallingIt");
        assertThat(frames[0].getLineNumber()).isPositive();
        RuntimeException without = new RuntimeException("none", null, false, false) {
            private static final long serialVersionUID = 1L;
        };
        assertThat(ThrownAt.frames(without)).isEmpty();
        RuntimeException asked = new IllegalStateException();
        assertThat(ThrownAt.frames(asked)).isEqualTo(asked.getStackTrace());
        assertThat(ThrownAt.frames(asked)).isEqualTo(asked.getStackTrace());
    }
}
