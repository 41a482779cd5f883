package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Misuse;
import io.poolscope.snapshot.Misuse.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromiseMisuseTest {
    private static final CodeLocation LINE = Snapshots.at("Replies", "arrived", 30);

    private static List<Finding> judged(Kind kind, @Nullable String pool, long count) {
        return Snapshots.judged(Snapshots.look(1)
                        .probes("promise")
                        .pool(PoolOf.name("orders").running(2))
                        .fact(new Misuse(kind, pool, LINE, count)))
                .findings();
    }

    @Test
    void completionsThatComeTooLate() {
        Finding finding = judged(Kind.TOO_LATE, null, 100).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.title()).isEqualTo("100 futures were completed again at Replies.java:30 in 1 min, in vain");
        assertThat(finding.fix()).contains("Replies.java:30");
        assertThat(judged(Kind.TOO_LATE, null, 99)).isEmpty();
    }

    @Test
    void aTaskThatWasSubmittedAgain() {
        Finding finding = judged(Kind.RAN_AGAIN, "orders", 1).get(0);
        assertThat(finding.pool()).isEqualTo("orders");
        assertThat(finding.title())
                .isEqualTo(
                        "1 FutureTask was submitted again at Replies.java:30 in orders after it had run: nothing ran");
    }

    @Test
    void veryManyDependents() {
        assertThat(judged(Kind.DEPENDENTS, null, 1000)).hasSize(1);
        assertThat(judged(Kind.DEPENDENTS, null, 999)).isEmpty();
    }
}
