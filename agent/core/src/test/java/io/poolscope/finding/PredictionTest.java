package io.poolscope.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolscope.rule.PoolOf;
import io.poolscope.rule.Snapshots;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Snapshot;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static final CodeLocation FIRST = Snapshots.at("Importer", "run", 10);
    private static final CodeLocation SECOND = Snapshots.at("Importer", "run", 11);
    private static final Offset<Double> NEARLY = within(0.001);

    /** Four workers, three of them busy for the minute, 600 tasks: 300 ms a task. */
    private static PoolOf pool() {
        return PoolOf.name("imports").running(3).idle(1).fixed(4).point("2026-11-20T14:02:01Z", 600);
    }

    private static @Nullable Prediction of(Snapshots look) {
        Snapshot snapshot = look.take();
        return Prediction.of(snapshot, snapshot.pools().get(0));
    }

    private static Prediction seen(Snapshots look) {
        return Objects.requireNonNull(of(look));
    }

    @Test
    void workersOverHoldTimeIsTheCeiling() {
        Prediction worth = seen(Snapshots.look(1).pool(pool()));
        assertThat(worth.holdMs()).isEqualTo(300, NEARLY);
        assertThat(worth.ceilingNow()).isEqualTo(4 / 0.3, NEARLY);
    }

    @Test
    void withoutASiteItsWaitsAreGoneAndSharesAddUp() {
        Prediction worth = seen(Snapshots.look(1)
                .pool(pool())
                .site("imports", FIRST, 30_000, 600, 0)
                .site("elsewhere", SECOND, 99_000, 600, 0)
                .site("imports", SECOND, 90_000, 600, 0));
        assertThat(worth.sites()).extracting(at -> at.site().rank()).containsExactly(3, 1);
        Prediction.At top = worth.sites().get(0);
        assertThat(top.waitMs()).isEqualTo(150, NEARLY);
        assertThat(top.holdMs()).isEqualTo(150, NEARLY);
        assertThat(top.ceiling()).isEqualTo(4 / 0.15, NEARLY);
        assertThat(top.share()).isEqualTo(0.75, NEARLY);
        assertThat(worth.sites().get(1).share()).isEqualTo(1, NEARLY);
        assertThat(worth.at(2)).as("another pool's").isNull();
        assertThat(top.ceilingOverlapped()).as("one wait a task").isNull();
    }

    @Test
    void noMoreThanTheProcessorsCarry() {
        // 60 s x 4 workers x 0.5 of CPU time: 200 ms a task, on one processor 5 a second.
        Prediction worth =
                seen(Snapshots.look(1).cpus(1).pool(pool().cpuShare(0.5)).site("imports", FIRST, 150_000, 600, 0));
        assertThat(worth.cpuMs()).isEqualTo(200, NEARLY);
        assertThat(worth.sites().get(0).ceiling()).isEqualTo(5, NEARLY);
        assertThat(worth.ceilingNow()).isEqualTo(5, NEARLY);
    }

    @Test
    void nothingBoundsTasksThatOnlyWaitWhereTheCpuTimeIsUnknown() {
        Prediction worth = seen(Snapshots.look(1).pool(pool()).site("imports", FIRST, 179_900, 600, 0));
        assertThat(worth.sites().get(0).ceiling()).isNull();
        assertThat(worth.ceilingNow()).isEqualTo(4 / 0.3, NEARLY);
    }

    @Test
    void waitsOfOneTaskAtOnePlaceOverlapToOneOfThem() {
        // 13 waits of 20 ms a task.
        Prediction worth = seen(Snapshots.look(1).pool(pool()).site("imports", FIRST, 156_000, 7_800, 0));
        assertThat(worth.sites().get(0).ceilingOverlapped()).isEqualTo(4 / 0.060, NEARLY);
    }

    @Test
    void waitsAtSeveralPlacesOverlapToTheLongest() {
        Prediction worth = seen(Snapshots.look(1)
                .pool(pool())
                .site("imports", FIRST, 60_000, 600, 0)
                .site("imports", SECOND, 90_000, 600, 0));
        // 100 ms and 150 ms one after the other, 150 ms together.
        assertThat(worth.waitsPerTask()).isEqualTo(2);
        assertThat(worth.ceilingOverlapped()).isEqualTo(4 / 0.2, NEARLY);
        assertThat(worth.sites()).allMatch(at -> at.ceilingOverlapped() == null);
    }

    @Test
    void nothingOverlapsInATaskThatWaitsOnceOrForNoResult() {
        Prediction once = seen(Snapshots.look(1).pool(pool()).site("imports", FIRST, 60_000, 1_199, 0));
        assertThat(once.ceilingOverlapped()).isNull();
        Prediction sockets = seen(
                Snapshots.look(1).pool(pool()).site("imports", FIRST, BlockKind.SOCKET, false, 60_000, 0, 6_000, 0));
        assertThat(sockets.ceilingOverlapped()).isNull();
    }

    @Test
    void compensatedWaitsHoldNobody() {
        Prediction worth = seen(
                Snapshots.look(1).pool(pool()).site("imports", FIRST, BlockKind.FUTURE, true, 60_000, 60_000, 600, 0));
        assertThat(worth.holdMs()).isEqualTo(200, NEARLY);
        assertThat(worth.sites().get(0).ceiling()).isEqualTo(worth.ceilingNow());
    }

    @Test
    void littlesLawCountsWhatArrivesAndNotWhatEnds() {
        // From the first point to the last 10 s: 100 tasks ended, 50 more stand in the queue: 15 a second.
        Prediction worth = seen(Snapshots.look(11)
                .pool(PoolOf.name("imports")
                        .running(4)
                        .fixed(4)
                        .point("2026-11-20T14:02:01Z", 900)
                        .point("2026-11-20T14:02:11Z", 100, 50))
                .site("imports", FIRST, 120_000, 1000, 0));
        assertThat(worth.arrivalsPerSecond()).isEqualTo(15, NEARLY);
        assertThat(worth.workersNeeded()).isEqualTo(15 * 0.24, NEARLY);
        assertThat(worth.sites().get(0).workersNeeded()).isEqualTo(15 * 0.12, NEARLY);
    }

    @Test
    void nothingIsSaidOfTooLittle() {
        assertThat(of(Snapshots.look(1).pool(PoolOf.name("imports").running(1).fixed(4))))
                .isNull();
        assertThat(of(Snapshots.look(1)
                        .pool(PoolOf.name("imports").running(1).fixed(4).point("2026-11-20T14:02:01Z", 9))))
                .isNull();
        assertThat(of(Snapshots.look(1)
                        .pool(PoolOf.name("imports").idle(4).fixed(4).point("2026-11-20T14:02:01Z", 90))))
                .isNull();
    }
}
