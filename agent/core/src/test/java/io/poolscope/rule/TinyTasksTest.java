package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.TaskHop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TinyTasksTest {
    private static final CodeLocation AT = Snapshots.at("Cache", "get", 17);
    private static final RuleSettings LOAD_TEST =
            new RuleSettings(true, Set.of(), Map.of(), Duration.ofSeconds(60), List.of());

    private static Snapshots look(long arrived, int samples, double share, double runUs, double handOverUs) {
        return Snapshots.look(1)
                .probes("task", "submit-site")
                .pool(PoolOf.name("cache").idle(2).fixed(2).flow(arrived, arrived))
                .fact(new TaskHop("cache", "com.acme.orders.Lookup", AT, samples, share, runUs, handOverUs));
    }

    private static List<Finding> findings(Snapshots look) {
        return Snapshots.judged(look).findings();
    }

    @Test
    void tellsRunAndHop() {
        List<Finding> findings = findings(look(2_000, 20, 0.5, 4.2, 31));
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.rule()).isEqualTo("tiny-tasks");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.site()).isEqualTo(AT);
        assertThat(finding.title())
                .isEqualTo("tasks that cache gets at Cache.java:17 run 4.2 us and take 31 us to be handed over: the hop"
                        + " costs more than the work");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "1000 tasks a second submitted at com.acme.orders.Cache.get(Cache.java:17)",
                        "     task      com.acme.orders.Lookup",
                        "median run 4.2 us, median time from submission to start 31 us, of 20 tasks timed by the clock in"
                                + " 1 min",
                        "fix: run Lookup where it is submitted, at Cache.java:17, or hand over many of them as one task;"
                                + " thenApply instead of thenApplyAsync, where it is a stage");
    }

    @Test
    void infoInLoadTestToo() {
        assertThat(Snapshots.judged(new Judge(LOAD_TEST), look(9_000, 200, 1, 1, 30))
                        .findings()
                        .get(0)
                        .severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void justNotEnough() {
        assertThat(findings(look(1_998, 20, 0.5, 4, 31))).isEmpty();
        assertThat(findings(look(2_000, 19, 0.5, 4, 31))).isEmpty();
        assertThat(findings(look(9_000, 200, 1, 50, 900))).isEmpty();
        assertThat(findings(look(9_000, 200, 1, 10, 49))).isEmpty();
        assertThat(findings(look(9_000, 200, 1, 49, 245))).hasSize(1);
    }
}
