package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenedJdk.class)
class PoolTotalsTest {
    private static final Globs ALL = new Globs(List.of("*"), List.of());

    private static Pool used(String name, String id, int tasks) {
        Pool pool = PoolRowsTest.used(name, id);
        pool.meter.totals.add(PoolTotals.SUBMITTED, tasks);
        return pool;
    }

    private static long submitted(List<PoolRows.Row> rows, String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .totals()
                .count(PoolTotals.SUBMITTED);
    }

    @Test
    void aWaitThatIsOpenAtALookIsCountedOnce() {
        PoolTotals totals = new PoolTotals();
        totals.waitsEarly(BlockKind.FUTURE, BlockKind.FUTURE);
        assertThat(totals.read(false).blocked().get(BlockKind.FUTURE)).isEqualTo(new PoolSnapshot.Blocked(1, 0));
        totals.counted(BlockKind.FUTURE, BlockKind.FUTURE, 3);
        totals.counted(BlockKind.FUTURE, BlockKind.FUTURE, 1);
        totals.blocked(BlockKind.FUTURE, 2_500_000);
        assertThat(totals.read(false).blocked()).containsOnlyKeys(BlockKind.FUTURE);
        assertThat(totals.read(false).blocked().get(BlockKind.FUTURE)).isEqualTo(new PoolSnapshot.Blocked(4, 2.5));
    }

    @Test
    void waitsThatAreNotKnownAreNotZero() {
        assertThat(new PoolTotals().read(false).waitMs()).isNull();
        assertThat(new PoolTotals().read(false).started()).isNull();
        assertThat(new PoolTotals().read(true).waitMs()).isZero();
    }

    @Test
    void sumsOfAnExecutorGoToTheRowThatItBelongsToAtTheTime() {
        RowTotals totals = new RowTotals();
        List<Pool> pools = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            pools.add(used("pool" + i, "p" + i, 10));
        }
        List<PoolRows.Row> rows = totals.look(PoolRows.of(pools, ALL, 64), pools, List.of());
        assertThat(submitted(rows, "pool4")).isEqualTo(10);

        // The least busy two are folded into one row; their own rows rest, and go on later.
        pools.get(0).meter.window.add(Window.BLOCKED_NANOS, 1_000);
        pools.get(1).meter.window.add(Window.BLOCKED_NANOS, 1_000);
        pools.forEach(pool -> pool.meter.totals.add(PoolTotals.SUBMITTED, 5));
        rows = totals.look(PoolRows.of(pools, ALL, 3), pools, List.of());
        assertThat(submitted(rows, "pool1")).isEqualTo(15);
        assertThat(submitted(rows, "other")).isEqualTo(10);
        rows = totals.look(PoolRows.of(pools, ALL, 64), pools, List.of());
        assertThat(submitted(rows, "pool4")).isEqualTo(10);
    }

    @Test
    void theIdOfARowOutlivesTheExecutorThatGaveIt() {
        RowTotals totals = new RowTotals();
        Pool first = used("client", "p1", 10);
        Pool second = used("client", "p2", 10);
        List<Pool> pools = new ArrayList<>(List.of(first, second));
        totals.look(PoolRows.of(pools, ALL, 64), pools, List.of());
        pools.remove(first);
        first.meter.totals.add(PoolTotals.SUBMITTED, 1);
        List<PoolRows.Row> rows = totals.look(PoolRows.of(pools, ALL, 64), pools, List.of(first));
        assertThat(rows).extracting(PoolRows.Row::id).containsExactly("p1");
        assertThat(submitted(rows, "client")).isEqualTo(21);

        // A row that lost its last executor is forgotten.
        totals.look(List.of(), List.of(), List.of(second));
        List<Pool> later = List.of(used("client", "p3", 7));
        rows = totals.look(PoolRows.of(later, ALL, 64), later, List.of());
        assertThat(rows).extracting(PoolRows.Row::id).containsExactly("p3");
        assertThat(submitted(rows, "client")).isEqualTo(7);
    }

    @Test
    void theTotalsOfPlacesAreBounded() {
        SiteTotals totals = new SiteTotals(2);
        for (int line = 1; line <= 3; line++) {
            totals.add(place(line), line);
            totals.add(place(line), line);
        }
        assertThat(totals.get(place(1))).isZero();
        assertThat(totals.get(place(2))).isEqualTo(4);
        assertThat(totals.get(place(3))).isEqualTo(6);
    }

    private static SiteTotals.Key place(int line) {
        return new SiteTotals.Key(
                "p1", BlockKind.FUTURE, new CodeLocation("com.acme.Orders", "tax", "Orders.java", line));
    }
}
