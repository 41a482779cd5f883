package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockedGroupTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceService", "price", 88);
    private static final CodeLocation OTHER = Snapshots.at("TaxService", "tax", 12);

    /** 12 workers whose stacks were taken, 18 whose were not. */
    private static PoolOf pool(WaitOf unsited) {
        return PoolOf.name("orders")
                .blocked(12, i -> WaitOf.join(JOIN))
                .blocked(18, i -> unsited)
                .fixed(30);
    }

    private static List<BlockedGroup> groups(Snapshots look) {
        Snapshot snapshot = look.take();
        return BlockedGroup.of(snapshot, snapshot.pools().get(0));
    }

    @Test
    void thoseNotLookedAtCountToTheOnlyLineAndAreMarked() {
        List<BlockedGroup> groups =
                groups(Snapshots.look(1).pool(pool(WaitOf.unsited())).site("orders", JOIN, 50_000, 500, 12));
        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.size()).isEqualTo(30);
            assertThat(group.estimated()).isEqualTo(18);
            assertThat(Body.group(group, "orders"))
                    .contains("30 x CompletableFuture.join at com.acme.orders.PriceService.price(PriceService.java:88)"
                            + " (18 of them by estimate)");
        });
    }

    @Test
    void ofSeveralLinesNoneIsGuessed() {
        Snapshots look = Snapshots.look(1)
                .pool(pool(WaitOf.unsited()))
                .site("orders", JOIN, 50_000, 500, 12)
                .site("orders", OTHER, 40_000, 500, 0);
        assertThat(groups(look)).extracting(BlockedGroup::size).containsExactly(18, 12);
        assertThat(Body.group(groups(look).get(0), "orders"))
                .contains("18 x wait for a future, not looked at yet where");
    }

    @Test
    void aWaitWithATimeLimitIsNoneOfThoseWithout() {
        assertThat(groups(Snapshots.look(1).pool(pool(WaitOf.unsited().timed())).site("orders", JOIN, 50_000, 500, 12)))
                .extracting(BlockedGroup::size)
                .containsExactly(18, 12);
    }
}
