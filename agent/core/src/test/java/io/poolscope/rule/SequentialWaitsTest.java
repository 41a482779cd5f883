package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Offload;
import io.poolscope.snapshot.WaitChain;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequentialWaitsTest {
    private static final String JOIN = "java.util.concurrent.CompletableFuture.join";
    private static final CodeLocation FIRST = Snapshots.at("Import", "customer", 40);
    private static final CodeLocation SECOND = Snapshots.at("Import", "stock", 41);
    private static final CodeLocation THIRD = Snapshots.at("Import", "price", 42);
    private static final RuleSettings LOAD_TEST =
            new RuleSettings(true, Set.of(), Map.of(), Duration.ofSeconds(60), List.of());

    /** Three waits of 60, 60 and 40 ms in a task of 200 ms. */
    private static final WaitChain.Task ILL = new WaitChain.Task(3, 160, 60, 200.0, false);

    private static Snapshots look(int times, WaitChain.Task task) {
        return Snapshots.look(1)
                .probes("task", "future-get")
                .pool(PoolOf.name("imports").idle(4).fixed(4))
                .fact(new WaitChain(
                        "imports",
                        "com.acme.orders.ImportJob",
                        null,
                        List.of(
                                new WaitChain.Step(FIRST, JOIN, 1, 60),
                                new WaitChain.Step(SECOND, JOIN, 1, 60),
                                new WaitChain.Step(THIRD, JOIN, 1, 40)),
                        Collections.nCopies(times, task),
                        null));
    }

    private static List<Finding> findings(int times, WaitChain.Task task) {
        return Snapshots.judged(look(times, task)).findings();
    }

    private static List<Finding> inLoadTest(Snapshots look) {
        return Snapshots.judged(new Judge(LOAD_TEST), look).findings();
    }

    @Test
    void tellsWhatOverlappingWouldSave() {
        List<Finding> findings = findings(5, ILL);
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.rule()).isEqualTo("sequential-waits");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.site()).isEqualTo(FIRST);
        assertThat(finding.title())
                .isEqualTo("tasks of imports wait one after another from Import.java:40 on: 3 waits, 160 ms; together"
                        + " 60 ms, if they do not depend on each other");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "     task      com.acme.orders.ImportJob",
                        "     first     60 ms in CompletableFuture.join at"
                                + " com.acme.orders.Import.customer(Import.java:40)",
                        "     then      60 ms in CompletableFuture.join at com.acme.orders.Import.stock(Import.java:41)",
                        "     then      40 ms in CompletableFuture.join at com.acme.orders.Import.price(Import.java:42)",
                        "3 waits, 160 ms; together 60 ms, if they do not depend on each other: 200 ms a task now, 100 ms"
                                + " then",
                        "5 such tasks seen in 1 min",
                        "fix: begin what is awaited at Import.java:40, Import.java:41 and Import.java:42 before the first"
                                + " wait, as far as one does not need the other's result, and wait once, in"
                                + " CompletableFuture.allOf or invokeAll");
        assertThat(inLoadTest(look(5, ILL)).get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void justNotEnough() {
        assertThat(findings(4, ILL)).isEmpty();
        assertThat(findings(5, new WaitChain.Task(2, 160, 60, 200.0, false))).isEmpty();
        assertThat(findings(5, new WaitChain.Task(3, 159, 60, 200.0, false))).isEmpty();
        assertThat(findings(5, new WaitChain.Task(3, 160, 60, 1001.0, false))).isEmpty();
        assertThat(findings(5, new WaitChain.Task(3, 160, 60, 1000.0, false))).hasSize(1);
    }

    @Test
    void silentWhereTheLengthOfTheTaskIsNotKnown() {
        assertThat(findings(50, new WaitChain.Task(3, 160, 60, null, false))).isEmpty();
    }

    @Test
    void likelyAndInfoInBothModesWhereTheBeginWasNotSeen() {
        WaitChain.Task likely = new WaitChain.Task(3, 160, 60, 200.0, true);
        List<Finding> findings = inLoadTest(look(5, likely));
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).severity()).isEqualTo(Severity.INFO);
        assertThat(findings.get(0).title()).contains("likely wait one after another");
        assertThat(findings.get(0).evidence()).containsEntry("likely", true);
    }

    @Test
    void oneStoryWithThePointlessOffloadsOfItsSteps() {
        Snapshots look =
                look(5, ILL).probes("submit-site").fact(new Offload("imports", SECOND, JOIN, 500, 30_000, 10, null));
        List<Finding> findings = inLoadTest(look);
        assertThat(findings).extracting(Finding::rule).containsExactly("sequential-waits");
        assertThat(findings.get(0).evidence()).containsEntry("also", List.of("pointless-offload"));
    }

    @Test
    void saysWhichProbesItLacks() {
        Assessment blind = Snapshots.judged(Snapshots.look(1)
                .probes("future-get")
                .pool(PoolOf.name("imports").idle(1)));
        assertThat(blind.notEvaluated())
                .contains(new Assessment.NotEvaluated("sequential-waits", "needs the probe task, which is off"));
    }
}
