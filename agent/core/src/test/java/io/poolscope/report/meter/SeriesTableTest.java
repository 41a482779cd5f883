package io.poolscope.report.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Samples;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTableTest {
    private final SeriesTable table = new SeriesTable(Meters.all("0.1.0", false), 2);

    private static Assessment pools(PoolSnapshot... pools) {
        return Samples.assess(List.of(pools), List.of(), Map.of(), List.of(), List.of());
    }

    /** Name and tag values without the pool's type, to value. */
    private Map<String, Double> values(String meter) {
        Map<String, Double> values = new TreeMap<>();
        for (Series one : table.all()) {
            Map<String, Object> described = one.described();
            if (meter.equals(described.get("name"))) {
                List<String> tags = new ArrayList<>(List.of((String[]) described.get("tags")));
                int type = tags.indexOf("type");
                if (type >= 0) {
                    tags.subList(type, type + 2).clear();
                }
                values.put(String.join(" ", tags), one.value());
            }
        }
        return values;
    }

    @Test
    void everyMeterIsDescribedAndNamedOnce() {
        List<Meter> meters = Meters.all("0.1.0", false);
        assertThat(meters)
                .extracting(Meter::name)
                .doesNotHaveDuplicates()
                .allMatch(Pattern.compile("poolscope(\\.[a-z]+)+").asMatchPredicate());
        assertThat(meters).extracting(Meter::description).allMatch(text -> text.length() > 5);
    }

    @Test
    void gaugesSayWhatIsNow() {
        table.look(pools(Samples.pool("p1", "a").workers(4, 12).build()));
        assertThat(values("poolscope.pool.threads"))
                .containsOnly(
                        Map.entry("pool a state idle", 4.0),
                        Map.entry("pool a state running", 0.0),
                        Map.entry("pool a state blocked", 12.0));
        assertThat(values("poolscope.pool.utilization")).containsEntry("pool a", 0.75);
        assertThat(values("poolscope.pool.max")).containsEntry("pool a", 16.0);
        assertThat(values("poolscope.pool.queue.capacity")).as("unbounded").isEmpty();
        assertThat(values("poolscope.task.wait.quantile"))
                .as("the median is not known")
                .containsOnlyKeys("pool a quantile 0.99", "pool a quantile max");
    }

    @Test
    void anUnboundedLimitIsAbsentAndUtilizationFallsBackToTheSize() {
        table.look(pools(Samples.pool("p1", "a").unbounded().workers(4, 4).build()));
        assertThat(values("poolscope.pool.max")).isEmpty();
        assertThat(values("poolscope.pool.utilization")).containsEntry("pool a", 0.5);
    }

    @Test
    void countersOnlyGrowAlsoWhenOneOfTwoPoolsOfANameDies() {
        table.look(pools(
                Samples.pool("p1", "a").tasks(1000, 700, 5).build(),
                Samples.pool("p2", "a").tasks(500, 300, 5).build()));
        assertThat(values("poolscope.tasks.submitted")).containsEntry("pool a", 1500.0);
        table.look(pools(Samples.pool("p2", "a").tasks(510, 310, 5).build()));
        assertThat(values("poolscope.tasks.submitted")).containsEntry("pool a", 1510.0);
        assertThat(values("poolscope.tasks")).containsEntry("pool a outcome completed", 1010.0);
    }

    @Test
    void aTimerHasCountAndTime() {
        table.look(pools(Samples.pool("p1", "a").tasks(1000, 700, 5000).build()));
        table.look(pools(Samples.pool("p1", "a").tasks(1100, 800, 6000).build()));
        Series wait = table.all().stream()
                .filter(one -> "poolscope.task.wait".equals(one.described().get("name")))
                .findFirst()
                .orElseThrow();
        assertThat(wait.count()).isEqualTo(1100 - 212);
        assertThat(wait.value()).isEqualTo(6000);
    }

    @Test
    void growthIsNeverNegativeAndARestartIsNotLost() {
        Tally tally = new Tally();
        assertThat(tally.growth("s", 100)).isEqualTo(100);
        assertThat(tally.growth("s", 99)).as("read a little too early").isZero();
        assertThat(tally.growth("s", 101)).isEqualTo(1);
        assertThat(tally.growth("s", 5)).as("began anew").isEqualTo(5);
        assertThat(tally.growth("s", 7)).isEqualTo(2);
        assertThat(tally.growth("s", Double.NaN)).isZero();
    }

    @Test
    void poolsOverTheBoundShareOtherUntilARowIsFree() {
        PoolSnapshot a = Samples.pool("p1", "a").build();
        PoolSnapshot b = Samples.pool("p2", "b").build();
        PoolSnapshot c = Samples.pool("p3", "c").build();
        PoolSnapshot d = Samples.pool("p4", "d").build();
        table.look(pools(a, b, c, d));
        assertThat(values("poolscope.pool.queued"))
                .containsOnly(Map.entry("pool a", 212.0), Map.entry("pool b", 212.0), Map.entry("pool other", 424.0));
        SeriesTable.Changes changes = table.look(pools(b, c, d));
        assertThat(values("poolscope.pool.queued")).containsOnlyKeys("pool b", "pool c", "pool other");
        assertThat(values("poolscope.tasks.submitted"))
                .as("what c did before is counted in other")
                .containsEntry("pool c", 0.0)
                .containsEntry("pool other", 2000.0);
        assertThat(changes.removed()).isNotEmpty();
    }

    @Test
    void fiveSitesHaveASeriesTheRestIsOtherAndNothingIsCountedTwice() {
        List<WaitSite> sites = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            sites.add(Samples.site("p1", "a", i, "m" + i, i, (10 - i) * 1000));
        }
        look(sites);
        Map<String, Double> values = values("poolscope.site.blocked");
        assertThat(values)
                .hasSize(6)
                .containsEntry("pool a site PriceService.m1:1 kind future", 9.0)
                .containsEntry("pool a site other kind future", 4.0 + 3 + 2);
        assertThat(values.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(9 + 8 + 7 + 6 + 5 + 4 + 3 + 2);

        // The eighth becomes the first: it gets no slot while the five are among the first ten.
        sites.set(7, Samples.site("p1", "a", 8, "m8", 8, 20_000));
        look(sites);
        assertThat(values("poolscope.site.blocked"))
                .hasSize(6)
                .containsEntry("pool a site other kind future", 4.0 + 3 + 20);

        // Gone from the window: its series goes, the others stay.
        sites.remove(0);
        look(sites);
        assertThat(values("poolscope.site.blocked"))
                .doesNotContainKey("pool a site PriceService.m1:1 kind future")
                .containsEntry("pool a site PriceService.m8:8 kind future", 0.0);
    }

    private void look(List<WaitSite> sites) {
        table.look(Samples.assess(List.of(Samples.pool("p1", "a").build()), sites, Map.of(), List.of(), List.of()));
    }

    @Test
    void theAgentsOwnFiguresNeedNoPool() {
        table.look(Samples.empty());
        assertThat(values("poolscope.agent.cpu")).containsEntry("", 0.3456);
        assertThat(values("poolscope.agent.errors")).containsOnly(Map.entry("stage judge", 1.0));
        assertThat(values("poolscope.agent.lost")).containsOnly(Map.entry("cause stacks", 3.0));
        assertThat(values("poolscope.agent.info"))
                .containsOnly(Map.entry("version 0.1.0 started javaagent mode production", 1.0));
        assertThat(values("poolscope.findings"))
                .as("of a pool that is gone")
                .containsOnly(Map.entry("pool other rule pool-deadlock severity critical", 1.0));
    }

    /** Names, kinds and tags as the documentation has them. Tags of a pool's meters are given without pool and type. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        poolscope.pool.threads          | gauge      | true  | state
        poolscope.pool.blocked          | gauge      | true  | kind
        poolscope.pool.core             | gauge      | true  | ''
        poolscope.pool.max              | gauge      | true  | ''
        poolscope.pool.utilization      | gauge      | true  | ''
        poolscope.pool.queued           | gauge      | true  | ''
        poolscope.pool.queue.capacity   | gauge      | true  | ''
        poolscope.pool.queue.head.age   | time-gauge | true  | ''
        poolscope.task.wait             | timer      | true  | ''
        poolscope.task.wait.quantile    | time-gauge | true  | quantile
        poolscope.task.run              | timer      | true  | ''
        poolscope.task.run.quantile     | time-gauge | true  | quantile
        poolscope.blocked.time          | timer      | true  | kind
        poolscope.tasks.submitted       | counter    | true  | ''
        poolscope.tasks                 | counter    | true  | outcome
        poolscope.pool.verdict          | gauge      | true  | verdict
        poolscope.findings              | counter    | true  | rule severity
        poolscope.site.blocked          | counter    | true  | site kind
        poolscope.agent.info            | gauge      | false | version started mode
        poolscope.agent.cpu             | counter    | false | ''
        poolscope.agent.errors          | counter    | false | stage
        poolscope.agent.lost            | counter    | false | cause
        """)
    void everyMeterHasItsKindAndTags(String name, String kind, boolean ofPool, String tags) {
        table.look(Samples.assess(
                List.of(Samples.pool("p1", "a").bounded(500).build()),
                List.of(Samples.site("p1", "a", 1, "price", 88, 1000)),
                Map.of(),
                List.of(),
                List.of()));
        List<String> expected = new ArrayList<>(ofPool ? List.of("pool", "type") : List.of());
        expected.addAll(tags.isEmpty() ? List.of() : List.of(tags.split(" ")));
        assertThat(described(name)).isNotEmpty().allSatisfy(series -> {
            assertThat(series.get("kind")).isEqualTo(kind);
            List<String> keys = new ArrayList<>();
            String[] pairs = (String[]) Objects.requireNonNull(series.get("tags"));
            for (int i = 0; i < pairs.length; i += 2) {
                keys.add(pairs[i]);
            }
            assertThat(keys).containsExactlyElementsOf(expected);
        });
    }

    @Test
    void thereIsNoOtherMeter() {
        assertThat(Meters.all("0.1.0", false)).hasSize(22);
    }

    private List<Map<String, Object>> described(String name) {
        return table.all().stream()
                .map(Series::described)
                .filter(series -> name.equals(series.get("name")))
                .toList();
    }
}
