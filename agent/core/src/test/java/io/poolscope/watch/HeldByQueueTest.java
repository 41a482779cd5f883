package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.rule.graph.StuckSet;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.tests.waits.OwnFuture;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Futures of which all that is known is that a queued task has them: who completes them is likely, and nothing is proved. */
class HeldByQueueTest extends OnRealPools {

    @Test
    void aTaskThatCompletesAPromise() {
        ExecutorService pool = keep(Executors.newFixedThreadPool(1, named("store")));
        CompletableFuture<String> promise = new CompletableFuture<>();
        pool.execute(promise::join);
        pool.execute(() -> promise.complete("data"));
        assertLikely("store", 1);
        promise.complete("end");
    }

    @Test
    void aDependentStageThatCompletesAPromiseBehindAnother() {
        ExecutorService pool = keep(Executors.newFixedThreadPool(1, named("replies")));
        CompletableFuture<String> promise = new CompletableFuture<>();
        CompletableFuture<String> derived = promise.thenApply(String::trim);
        pool.execute(derived::join);
        pool.execute(() -> {});
        CompletableFuture.completedFuture("reply").whenCompleteAsync((reply, failed) -> promise.complete(reply), pool);
        assertLikely("replies", 2);
        promise.complete("end");
    }

    @Test
    void aFutureOfTheApplicationsOwnMaking() {
        ExecutorService pool = keep(Executors.newFixedThreadPool(1, named("own")));
        OwnFuture future = new OwnFuture();
        pool.execute(future::waitForIt);
        pool.execute(future::complete);
        assertLikely("own", 1);
        future.complete();
    }

    @Test
    void notOneThatAnotherPoolHas() {
        ExecutorService pool = keep(Executors.newFixedThreadPool(1, named("waits")));
        ExecutorService other = keep(Executors.newFixedThreadPool(1, named("other")));
        CompletableFuture<String> promise = new CompletableFuture<>();
        pool.execute(promise::join);
        pool.execute(() -> {});
        other.execute(this::block);
        other.execute(() -> promise.complete("data"));
        assertThat(awaits("waits").runsIn()).isNull();
        promise.complete("end");
    }

    private void assertLikely(String pool, int place) {
        Awaits awaits = awaits(pool);
        assertThat(awaits.state()).isEqualTo(Awaits.State.UNKNOWN);
        assertThat(awaits.runsIn()).isEqualTo(pool);
        assertThat(awaits.place()).isEqualTo(place);
        Snapshot now = look();
        StuckSet stuck = StuckSet.of(now.graph());
        assertThat(now.graph().nodes()).anyMatch(node -> node.kind() == WaitGraph.Kind.POOL);
        for (int i = 0; i < now.graph().nodes().size(); i++) {
            assertThat(stuck.stuck(i)).as(now.graph().nodes().get(i).label()).isFalse();
        }
    }

    private Awaits awaits(String pool) {
        PoolSnapshot seen = awaitPool(pool, p -> p.queue().depth() > 0 && open(p) != null);
        return Objects.requireNonNull(Objects.requireNonNull(open(seen)).awaits());
    }

    /** The wait of the pool's only worker, once its stack was taken. */
    private static @Nullable Wait open(PoolSnapshot pool) {
        Wait wait = pool.workers().isEmpty() ? null : pool.workers().get(0).blockedBy();
        return wait == null || wait.site() == null ? null : wait;
    }
}
