package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.Offload;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.TaskHop;
import io.poolscope.snapshot.WaitChain;
import io.poolscope.snapshot.WaitLoop;
import io.poolscope.tests.waits.StoryTeller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks of a real pool tell their stories to a real sampler. */
@Timeout(180)
class StoryFactsTest extends OnRealPools {
    private static final SelfCost SELF = new SelfCost(0, 0, 0, 20, 0);

    private final ExecutorService pool = keep(Executors.newFixedThreadPool(1, named("stories")));

    @BeforeEach
    void start() {
        Hooks.start(false, null, null);
    }

    @AfterEach
    void end() {
        Hooks.stop();
    }

    private void run(Runnable task, int times) throws Exception {
        // Its worker is known to the sampler before it tells anything.
        pool.submit(() -> {}).get();
        awaitPool("stories", row -> row.threads().size() == 1);
        for (int i = 0; i < times; i++) {
            pool.submit(task).get();
        }
        sampler.sample();
    }

    private Snapshot snapshot() {
        return sampler.look(SELF, Map.of());
    }

    private static <T extends Fact> T only(Snapshot snapshot, Class<T> kind) {
        List<T> facts = snapshot.facts().of(kind);
        assertThat(facts).hasSize(1);
        return facts.get(0);
    }

    @Test
    void chainsHaveTheirSteps() throws Exception {
        run(new StoryTeller.Sequential(), 2);
        Snapshot snapshot = snapshot();
        WaitChain chain = only(snapshot, WaitChain.class);
        assertThat(snapshot.pools())
                .filteredOn(row -> row.id().equals(chain.poolId()))
                .extracting(PoolSnapshot::name)
                .containsExactly("stories");
        assertThat(chain.task()).isEqualTo(StoryTeller.Sequential.class.getName());
        assertThat(chain.steps()).extracting(step -> step.site().method()).containsExactly("first", "second", "third");
        assertThat(chain.tasks()).hasSize(2).allSatisfy(task -> {
            assertThat(task.waits()).isEqualTo(3);
            assertThat(task.waitMs()).isGreaterThanOrEqualTo(180);
            assertThat(task.savedMs()).isGreaterThanOrEqualTo(120);
            assertThat(task.likely()).isFalse();
        });
        assertThat(chain.tasks().get(0).taskMs()).isNull();
        assertThat(chain.tasks().get(1).taskMs()).isNotNull();
        assertThat(chain.stack()).isNotNull();
    }

    @Test
    void loopsHaveAllTheirWaits() throws Exception {
        run(new StoryTeller.Looping(), 2);
        WaitLoop loop = only(snapshot(), WaitLoop.class);
        assertThat(loop.site().className()).isEqualTo(StoryTeller.Looping.class.getName());
        assertThat(loop.tasks()).hasSize(2).allSatisfy(task -> {
            assertThat(task.waits()).isEqualTo(40);
            assertThat(task.waitMs()).isGreaterThanOrEqualTo(200);
            assertThat(task.overlapped()).isZero();
        });
    }

    @Test
    void whatOverlapsIsNeitherChainNorLoop() throws Exception {
        run(new StoryTeller.Overlapping(), 2);
        Snapshot snapshot = snapshot();
        assertThat(snapshot.facts().of(WaitLoop.class)).isEmpty();
        assertThat(snapshot.facts().of(WaitChain.class)).isEmpty();
    }

    @Test
    void jobsAwaitedAtOnceAddUp() throws Exception {
        run(new StoryTeller.Offloading(), 6);
        int ran = 6;
        Offload offload = only(snapshot(), Offload.class);
        // A few of one kind are read in a second; those that were not are in the next one that is.
        long limit = System.nanoTime() + LONG.toNanos();
        while (offload.waits() < ran - 1 && System.nanoTime() < limit) {
            pool.submit(new StoryTeller.Offloading()).get();
            ran++;
            sampler.sample();
            offload = only(snapshot(), Offload.class);
        }
        assertThat(offload.waits()).isEqualTo(ran - 1);
        assertThat(offload.waitMs()).isGreaterThanOrEqualTo(25.0 * (ran - 1));
        assertThat(offload.covered()).isGreaterThan(0.9);
    }

    @Test
    void whatIsPickedIsTimedByKind() throws Exception {
        run(() -> {}, 1);
        for (int i = 0; i < 30; i++) {
            Hooks.grant(1);
            StoryTeller.handOver(pool, new StoryTeller.Offloading());
            sampler.sample();
        }
        StoryTeller.Offloading timed = new StoryTeller.Offloading();
        Hooks.grant(1);
        StoryTeller.handOver(pool, timed);
        pool.submit(timed).get();
        sampler.sample();
        // Those before it were never started, and take up all the places: it is not timed, rather than wrongly.
        assertThat(snapshot().facts().of(TaskHop.class)).isEmpty();
    }

    @Test
    void submissionsAndRunsAreTimedByTheClock() throws Exception {
        run(() -> {}, 1);
        for (int i = 0; i < 5; i++) {
            StoryTeller.Offloading timed = new StoryTeller.Offloading();
            Hooks.grant(1);
            StoryTeller.handOver(pool, timed);
            pool.submit(timed).get();
            sampler.sample();
        }
        TaskHop hop = only(snapshot(), TaskHop.class);
        assertThat(hop.samples()).isEqualTo(5);
        assertThat(hop.share()).isEqualTo(1);
        assertThat(hop.task()).isEqualTo(StoryTeller.Offloading.class.getName());
        assertThat(hop.handOverUs()).isPositive();
        assertThat(hop.runUs()).isPositive();
    }
}
