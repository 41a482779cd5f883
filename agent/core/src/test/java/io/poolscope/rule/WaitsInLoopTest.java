package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.WaitLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitsInLoopTest {
    private static final CodeLocation JOIN = Snapshots.at("Replay", "send", 31);
    private static final RuleSettings LOAD_TEST =
            new RuleSettings(true, Set.of(), Map.of(), Duration.ofSeconds(60), List.of());

    private static Snapshots look(WaitLoop.Task... tasks) {
        return Snapshots.look(1)
                .probes("task", "completable-future-get")
                .pool(PoolOf.name("replay").idle(4).fixed(4))
                .fact(new WaitLoop(
                        "replay",
                        "com.acme.orders.ReplayJob",
                        Snapshots.at("Replay", "start", 12),
                        JOIN,
                        "java.util.concurrent.CompletableFuture.join",
                        List.of(tasks),
                        null));
    }

    private static List<Finding> findings(WaitLoop.Task... tasks) {
        return Snapshots.judged(look(tasks)).findings();
    }

    @Test
    void tellsWaitsAndWhatABatchWouldTake() {
        List<Finding> findings = findings(new WaitLoop.Task(8, 100, 0));
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.rule()).isEqualTo("waits-in-loop");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.site()).isEqualTo(JOIN);
        assertThat(finding.title())
                .isEqualTo("tasks of replay wait once for each element at Replay.java:31: 8 waits, 100 ms in a task");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "8 waits in a task in CompletableFuture.join at com.acme.orders.Replay.send(Replay.java:31), 13 ms"
                                + " each, 100 ms together",
                        "     task      com.acme.orders.ReplayJob, submitted at Replay.start(Replay.java:12)",
                        "1 such task seen in 1 min, 100 ms of worker time",
                        "one call for all, or all calls at once: about 13 ms instead of 100 ms",
                        "fix: ask for all elements in one call (a batch) instead of one by one at Replay.java:31, or begin"
                                + " all of them before the first wait and wait once, in CompletableFuture.allOf or invokeAll");
    }

    @Test
    void justNotEnough() {
        assertThat(findings(new WaitLoop.Task(7, 500, 0))).isEmpty();
        assertThat(findings(new WaitLoop.Task(100, 99.9, 0))).isEmpty();
        assertThat(findings()).isEmpty();
    }

    @Test
    void silentWhereMostWasUnderWayAlready() {
        // Twenty chunks of four calls each, all four submitted before the first is awaited.
        assertThat(findings(new WaitLoop.Task(20, 400, 60))).isEmpty();
    }

    @Test
    void warningInLoadTestAndThenItTellsTheBlockingWaitToo() {
        Snapshots look = look(new WaitLoop.Task(40, 480, 0)).site("replay", JOIN, 90_000, 4_000, 0);
        List<Finding> loadTest = Snapshots.judged(new Judge(LOAD_TEST), look).findings();
        assertThat(loadTest).extracting(Finding::rule).containsExactly("waits-in-loop");
        assertThat(loadTest.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(loadTest.get(0).evidence()).containsEntry("also", List.of("blocking-wait"));
        List<Finding> production = Snapshots.judged(look).findings();
        assertThat(production).extracting(Finding::rule).containsExactly("blocking-wait");
        assertThat(production.get(0).evidence()).containsEntry("also", List.of("waits-in-loop"));
    }
}
