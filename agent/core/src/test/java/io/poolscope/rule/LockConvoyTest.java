package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.ContendedLock;
import io.poolscope.snapshot.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LockConvoyTest {
    private static final CodeLocation ENTER = Snapshots.at("OrderBook", "add", 17);
    private static final CodeLocation INSIDE = Snapshots.at("PriceTable", "lookUp", 41);
    private static final String RULE = "lock-convoy";

    private static ContendedLock.Owner owner(@Nullable String pool, double waitMs) {
        return new ContendedLock.Owner("orders-8", pool, waitMs, INSIDE, new Stack("1", List.of()), ENTER);
    }

    private static ContendedLock lock(String name, ContendedLock.@Nullable Owner owner, double orders, double web) {
        return new ContendedLock(
                "com.acme.OrderBook@" + name,
                "com.acme.OrderBook",
                orders + web,
                List.of(
                        new ContendedLock.Behind("orders", orders, ENTER, null, null),
                        new ContendedLock.Behind("web", web, ENTER, null, null)),
                owner);
    }

    private static Snapshots look(long n, ContendedLock... locks) {
        Snapshots look = Snapshots.look(n)
                .pool(
                        PoolOf.name("orders").running(4).blocked(4, WaitOf.of(BlockKind.MONITOR, ENTER)),
                        PoolOf.name("web").running(4));
        for (ContendedLock lock : locks) {
            look.fact(lock);
        }
        return look;
    }

    private static List<Finding> judged(Snapshots... looks) {
        return Snapshots.judged(looks).findings().stream()
                .filter(finding -> finding.rule().equals(RULE))
                .toList();
    }

    private static List<Finding> always(ContendedLock lock) {
        return judged(look(1, lock), look(2, lock), look(3, lock));
    }

    @Test
    void raisedByThreeWaitersOnAverageOverThreeLooks() {
        assertThat(always(lock("1b2c", owner("orders", 0), 2.5, 0.4))).isEmpty();
        List<Finding> findings = always(lock("1b2c", owner("orders", 0), 2.5, 0.5));
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.pool()).isEqualTo("orders");
        assertThat(finding.site()).isEqualTo(ENTER);
        assertThat(finding.title())
                .isEqualTo("3 workers wait on average for one lock (OrderBook) at OrderBook.java:17;"
                        + " orders-8 of orders has it and is at PriceTable.java:41");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "for com.acme.OrderBook@1b2c wait on average 2.5 of 8 workers of orders, 0.5 of 4 workers of web",
                        "they wait in synchronized at com.acme.orders.OrderBook.add(OrderBook.java:17)",
                        "orders-8 of orders has it and is at PriceTable.java:41:"
                                + " com.acme.orders.PriceTable.lookUp(PriceTable.java:41)",
                        "it took the lock in OrderBook.add",
                        "fix: move what PriceTable.lookUp(PriceTable.java:41) does out of the lock (OrderBook), or split it:"
                                + " a lock for each key, a concurrent collection, a copy that readers share");
    }

    @Test
    void oneLookWithManyWaitersIsNoConvoyUnlessTheMeanIsReached() {
        ContendedLock many = lock("1b2c", owner("orders", 0), 8, 0);
        ContendedLock none = lock("9999", null, 1, 0);
        assertThat(judged(look(1, none), look(2, none), look(3, many))).isEmpty();
        assertThat(judged(look(1, lock("1b2c", null, 1, 0)), look(2, none), look(3, many)))
                .hasSize(1);
        assertThat(judged(look(1, many), look(2, many), look(3))).isEmpty();
    }

    @Test
    void waitersOfDifferentLocksDoNotAddUp() {
        ContendedLock one = lock("1b2c", owner("orders", 0), 2, 0);
        ContendedLock other = lock("3d4e", owner("orders", 0), 2, 0);
        assertThat(judged(look(1, one, other), look(2, one, other), look(3, one, other)))
                .isEmpty();
    }

    @Test
    void silentWhereTheOwnerWaitsForSomethingItself() {
        assertThat(always(lock("1b2c", owner("orders", 49), 4, 0))).hasSize(1);
        assertThat(always(lock("1b2c", owner("orders", 50), 4, 0))).isEmpty();
        // Of a thread of no pool nobody else would tell.
        assertThat(always(lock("1b2c", owner(null, 500), 4, 0))).hasSize(1);
    }

    @Test
    void anOwnerThatWasSeenEarlierIsNamed() {
        ContendedLock unseen = lock("1b2c", null, 4, 0);
        assertThat(judged(look(1, lock("1b2c", owner("orders", 0), 4, 0)), look(2, unseen), look(3, unseen))
                        .get(0)
                        .title())
                .contains("orders-8 of orders has it");
        assertThat(Snapshots.body(always(unseen).get(0)))
                .contains("which thread has it was not seen: it changes hands all the time")
                .last()
                .isEqualTo("fix: do less while holding the OrderBook that is taken at OrderBook.java:17, or split it:"
                        + " a lock for each key, a concurrent collection, a copy that readers share");
    }

    @Test
    void saysThatItNeedsThreeLooks() {
        ContendedLock lock = lock("1b2c", owner("orders", 0), 8, 0);
        assertThat(Snapshots.judged(look(1, lock), look(2, lock)).notEvaluated())
                .anyMatch(not -> not.rule().equals(RULE) && not.reason().equals("needs 3 looks, has 2 so far"));
    }

    @Test
    void isPartOfTheStoryOfAStarvedPool() {
        ContendedLock lock = lock("1b2c", owner("orders", 0), 7, 0);
        Snapshots[] looks = Snapshots.times(
                4,
                n -> Snapshots.look(n)
                        .pool(PoolOf.name("orders")
                                .fixed(8)
                                .running(1)
                                .blocked(7, WaitOf.monitor(ENTER, "com.acme.OrderBook", "orders-1"))
                                .queue(90, 4000))
                        .site("orders", ENTER, BlockKind.MONITOR, false, 30_000, 0, 9, 7)
                        .fact(lock));
        assertThat(Snapshots.judged(looks).findings())
                .filteredOn(Finding::open)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("pool-starvation");
                    assertThat(finding.evidence().get("also")).asString().contains(RULE);
                });
    }
}
