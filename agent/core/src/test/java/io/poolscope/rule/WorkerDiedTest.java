package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.WorkerDeath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerDiedTest {
    private static final CodeLocation SEND = Snapshots.at("Mailer", "send", 72);
    private static final String ISE = "java.lang.IllegalStateException";

    private static Snapshots look() {
        return Snapshots.look(5)
                .probes("failed")
                .pool(PoolOf.name("mail").idle(2), PoolOf.name("other").idle(2));
    }

    private static WorkerDeath death(String pool, String exception, @Nullable CodeLocation site, long count) {
        return new WorkerDeath(pool, exception, site, null, count, 3_000);
    }

    @Test
    void tellsPoolExceptionAndLine() {
        Finding finding = Snapshots.judged(Snapshots.look(1), look().fact(death("mail", ISE, SEND, 5)))
                .findings()
                .get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo("5 workers of mail died of IllegalStateException thrown at Mailer.java:72 in 1 min, and were"
                        + " replaced");
        assertThat(finding.site()).isEqualTo(SEND);
        assertThat(finding.firstSeen()).isEqualTo(Snapshots.START.plusSeconds(2));
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "5 x java.lang.IllegalStateException thrown at com.acme.orders.Mailer.send(Mailer.java:72)",
                        "size 2 now; each was replaced by a new thread",
                        "fix: catch what the task throws at Mailer.java:72 and deal with it there; or hand the task over"
                                + " with submit instead of execute, and read the Future: then the worker lives");
    }

    @Test
    void addsUpWhatOnePoolLost() {
        Finding finding = Snapshots.judged(look().fact(death("mail", ISE, SEND, 2))
                        .fact(death("mail", "java.lang.StackOverflowError", null, 3)))
                .findings()
                .get(0);
        assertThat(finding.title())
                .isEqualTo(
                        "5 workers of mail died of exceptions, most of StackOverflowError in 1 min, and were replaced");
        assertThat(finding.details())
                .hasSize(3)
                .first()
                .isEqualTo("3 x java.lang.StackOverflowError, which has no stack");
    }

    @Test
    void silentForAFewAndForOnesOfSeveralPools() {
        assertThat(Snapshots.judged(look().fact(death("mail", ISE, SEND, 4))).findings())
                .isEmpty();
        assertThat(Snapshots.judged(look().fact(death("mail", ISE, SEND, 4)).fact(death("other", ISE, SEND, 4)))
                        .findings())
                .isEmpty();
    }

    @Test
    void saysThatItCannotJudgeWithoutTheProbe() {
        Assessment blind =
                Snapshots.judged(Snapshots.look(1).pool(PoolOf.name("mail").idle(2)));
        assertThat(blind.notEvaluated())
                .contains(new Assessment.NotEvaluated("worker-died", "needs the probe failed, which is off"));
    }
}
