package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PoolGrowthTest {
    private static final CodeLocation READ = Snapshots.at("PriceClient", "read", 31);

    /** Four looks, the last of which sees a cached pool with so many workers, ten more than the look before. */
    private static List<Finding> grown(int size, UnaryOperator<PoolOf> as) {
        return judged(look -> as.apply(cached(look, size - 10 * (4 - look))));
    }

    private static List<Finding> judged(IntFunction<PoolOf> pool) {
        return Snapshots.judged(
                        Snapshots.times(4, look -> Snapshots.look(look).cpus(4).pool(pool.apply(look))))
                .findings()
                .stream()
                .filter(finding -> finding.rule().equals("pool-growth"))
                .toList();
    }

    private static PoolOf cached(int look, int workers) {
        PoolOf pool = PoolOf.name("fetch")
                .limits(0, null, null)
                .capacity(0)
                .blocked(workers, WaitOf.of(BlockKind.LATCH, READ).call("java.util.concurrent.CountDownLatch.await"));
        for (int past = 1; past <= look; past++) {
            pool.wasOf(Snapshots.START.plusSeconds(past).toString(), workers - 10 * (look - past));
        }
        return pool;
    }

    @Test
    void tellsAPoolThatAddsAThreadForEachWait() {
        Finding finding = grown(50, pool -> pool).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo(
                        "fetch grew from 20 to 50 threads in 3 s and still grows; 50 of them wait inside tasks, most at"
                                + " PriceClient.java:31");
        assertThat(finding.site()).isEqualTo(READ);
        assertThat(Snapshots.body(finding))
                .contains("30 threads added, size 50, 4 processors; there is no maximum")
                .contains("50 x CountDownLatch.await at com.acme.orders.PriceClient.read(PriceClient.java:31)")
                .last()
                .asString()
                .contains("PriceClient.java:31")
                .contains("give fetch a maximum");
    }

    @Test
    void silentWhereTheSizeIsNotOutOfProportion() {
        assertThat(judged(look -> cached(look, 31 - 10 * (4 - look))))
                .as("under 8 x 4")
                .isEmpty();
        assertThat(grown(32, pool -> pool)).hasSize(1);
        assertThat(grown(62, pool -> pool)).as("from 32 to 62 is not doubled").isEmpty();
        assertThat(grown(60, pool -> pool)).hasSize(1);
    }

    @Test
    void silentWhereWorkersAreNotBlocked() {
        assertThat(grown(60, pool -> pool.idle(11))).as("40 of 51").isEmpty();
        assertThat(grown(60, pool -> pool.running(11))).isEmpty();
        assertThat(grown(60, pool -> pool.running(10))).hasSize(1);
    }

    @Test
    void silentOnTheRampToCoreAndForPoolsWithABound() {
        assertThat(grown(50, pool -> pool.limits(50, 50, 50))).isEmpty();
        assertThat(grown(50, pool -> pool.limits(49, 200, 200))).hasSize(1);
        assertThat(grown(50, pool -> pool.limits(10, 64, 64))).isEmpty();
        assertThat(grown(50, pool -> pool.limits(10, 65, 65))).hasSize(1);
        assertThat(grown(50, pool -> pool.limits(10, 200, 200).capacity(100)))
                .as("its queue was full first")
                .isEmpty();
        assertThat(grown(50, pool -> pool.kind(PoolKind.UNRECOGNISED))).isEmpty();
        assertThat(grown(50, pool -> pool.kind(PoolKind.VIRTUAL_SCHEDULER))).isEmpty();
    }

    @Test
    void aForkJoinPoolIsBeyondItsParallelismOnlyByCompensation() {
        assertThat(grown(50, pool -> pool.kind(PoolKind.FORK_JOIN).limits(null, 50, 50)))
                .isEmpty();
        assertThat(grown(50, pool -> pool.kind(PoolKind.FORK_JOIN).limits(null, 8, 8)))
                .singleElement()
                .extracting(finding -> finding.details().get(0))
                .asString()
                .endsWith("it makes up for each wait of its 8 workers with another thread");
    }

    @Test
    void silentOnceItGrowsNoMore() {
        assertThat(judged(look -> cached(look, look < 4 ? 20 + 10 * look : 50))).isEmpty();
    }

    @Test
    void severalExecutorsOfOneNameAreNoneThatGrew() {
        assertThat(grown(60, pool -> pool)).hasSize(1);
        assertThat(grown(60, pool -> pool.instances(2))).as("30 each").isEmpty();
    }

    @Test
    void tellsTheWaitAsItsOwnStory() {
        assertThat(Snapshots.judged(Snapshots.times(
                                4,
                                look -> Snapshots.look(look)
                                        .cpus(4)
                                        .pool(cached(look, 50 - 10 * (4 - look)))
                                        .site("fetch", READ, 90_000, 500, 50)))
                        .findings())
                .filteredOn(Finding::open)
                .extracting(Finding::rule)
                .containsExactly("pool-growth");
    }
}
