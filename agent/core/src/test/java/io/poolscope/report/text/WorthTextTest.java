package io.poolscope.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Prediction;
import io.poolscope.report.Samples;
import io.poolscope.report.html.HtmlReport;
import io.poolscope.rule.PoolOf;
import io.poolscope.rule.Snapshots;
import io.poolscope.snapshot.Snapshot;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WorthTextTest {
    private static final String POOL =
            "16 workers carry up to 80 tasks/s at 200 ms a task; 100/s arrive, which keep 20 busy";
    private static final String SITE =
            "without this wait 0.0 ms a task, up to 800 tasks/s instead of 80; what arrives needs 0 workers instead of 20";

    @Test
    void theSameWordsStandInTheTextAndOnThePage() {
        Assessment seen = Samples.rich();
        assertThat(new TextReport("0.1.0", () -> ZoneOffset.UTC).document(seen))
                .contains("orders: " + POOL)
                .contains("1. " + SITE + "; this place of 2 holds 100 % of the lost worker time");
        assertThat(new HtmlReport("0.1.0", () -> ZoneOffset.UTC).document(seen))
                .contains(POOL)
                .contains(SITE);
    }

    @Test
    void waitsThatCouldOverlapAreCounted() {
        Snapshot look = Snapshots.look(11)
                .pool(PoolOf.name("replays")
                        .running(3)
                        .idle(1)
                        .fixed(4)
                        .point("2026-11-20T14:02:01Z", 500)
                        .point("2026-11-20T14:02:11Z", 100))
                .site("replays", Snapshots.at("Replay", "run", 7), 156_000, 7_800, 0)
                .take();
        Prediction worth =
                Objects.requireNonNull(Prediction.of(look, look.pools().get(0)));
        assertThat(WorthText.pool(worth))
                .isEqualTo(
                        "4 workers carry up to 13 tasks/s at 300 ms a task; 10/s arrive, which keep 3.0 busy; if the 13"
                                + " waits of a task for asynchronous results overlapped, up to 67 tasks/s");
        assertThat(WorthText.site(worth.sites().get(0), worth))
                .isEqualTo(
                        "without this wait 40 ms a task, up to 100 tasks/s instead of 13; what arrives needs 0.40 workers"
                                + " instead of 3.0; up to 67 tasks/s if its 13 waits a task overlapped");
    }
}
