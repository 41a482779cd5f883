package io.poolscope.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.Samples;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionsTest {
    private final Rejections rejections = new Rejections();
    private final PoolSnapshot pool = Samples.pool("p1", "orders").build();

    private static Snapshot at(Instant at, PoolSnapshot pool, long rejected) {
        Snapshot s = Samples.empty().snapshot();
        PoolSnapshot.Tasks tasks = new PoolSnapshot.Tasks(1, 1, rejected, null, null, null);
        PoolSnapshot counted = new PoolSnapshot(
                pool.id(),
                pool.name(),
                pool.type(),
                pool.kind(),
                pool.createdAt(),
                1,
                false,
                pool.threads(),
                pool.queue(),
                tasks,
                pool.time(),
                pool.look(),
                List.of(),
                List.of(new PoolSnapshot.Refusal(null, null, 120, null)),
                List.of(),
                List.of(),
                List.of(),
                null);
        return new Snapshot(
                s.jvm(),
                s.from(),
                at,
                1,
                0,
                0,
                s.coverage(),
                s.self(),
                List.of(counted),
                s.sites(),
                s.graph(),
                s.facts());
    }

    @Test
    void atFirstOverTheWindowThenBetweenLooks() {
        rejections.see(at(Samples.AT, pool, 500));
        assertThat(rejections.perSecond(pool)).as("120 in the window of 60 s").isEqualTo(2.0);
        rejections.see(at(Samples.AT.plusSeconds(2), pool, 530));
        assertThat(rejections.perSecond(pool)).isEqualTo(15.0);
        rejections.see(at(Samples.AT.plusSeconds(2), pool, 530));
        assertThat(rejections.perSecond(pool)).as("the same look again").isEqualTo(15.0);
    }

    @Test
    void whereNobodyCountsThereIsNoRate() {
        assertThat(rejections.perSecond(pool)).isNull();
        assertThat(Figures.rate(null)).isEqualTo("-");
        assertThat(Figures.rate(0.25)).isEqualTo("0.3");
        assertThat(Figures.rate(0.0)).isEqualTo("0");
    }
}
