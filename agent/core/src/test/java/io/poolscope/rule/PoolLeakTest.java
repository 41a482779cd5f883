package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.ExecutorKin;
import io.poolscope.snapshot.ExecutorKin.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolLeakTest {
    private static final CodeLocation MADE = Snapshots.at("Invoices", "print", 42);

    private static List<Finding> judged(List<Member> members, int shutDown, boolean cut, @Nullable CodeLocation site) {
        return judged("print-*", members, shutDown, cut, site);
    }

    private static List<Finding> judged(
            String family, List<Member> members, int shutDown, boolean cut, @Nullable CodeLocation site) {
        return Snapshots.judged(Snapshots.look(5)
                        .pool(PoolOf.name("print").idle(members.size()))
                        .fact(new ExecutorKin(
                                "print",
                                family,
                                site,
                                "java.util.concurrent.ThreadPoolExecutor",
                                2 * members.size(),
                                shutDown,
                                cut,
                                members)))
                .findings();
    }

    private static List<Finding> judged(List<Member> members) {
        return judged(members, 0, false, MADE);
    }

    /** Executors made one after the other, newest first, the last of them idle. */
    private static List<Member> every(double seconds, int n) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            members.add(new Member(1000 * seconds * (i + 0.1), true, false));
        }
        return members;
    }

    private static List<Member> with(List<Member> members, int at, Member other) {
        List<Member> changed = new ArrayList<>(members);
        changed.set(at, other);
        return changed;
    }

    @Test
    void tellsHowManyAndWhere() {
        Finding finding = judged(every(1, 12)).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo(
                        "12 executors made at Invoices.java:42 are alive, 10 of them made in the last 10 s; none was shut"
                                + " down, 12 are idle");
        assertThat(finding.site()).isEqualTo(MADE);
        assertThat(finding.beganBefore()).isFalse();
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "12 executors (java.util.concurrent.ThreadPoolExecutor), named print-*, with 24 threads; 12 have no"
                                + " task",
                        "each made at com.acme.orders.Invoices.print(Invoices.java:42)",
                        "10 made in the last 10 s, none was shut down",
                        "fix: make one executor and share it (a field, a bean) instead of one for each call at"
                                + " Invoices.java:42, or shut it down in a finally block (from Java 19 on try-with-resources)");
    }

    @Test
    void goesByTheNameWhereTheLineIsNotKnown() {
        Finding finding = judged(every(1, 12), 0, false, null).get(0);
        assertThat(finding.title()).startsWith("12 executors named print-* are alive, 10 of them");
        assertThat(finding.site()).isNull();
        assertThat(finding.fix()).contains("probes=on");
        assertThat(String.join("", finding.details())).doesNotContain("null");
    }

    /** A program that starts slowly may make that many of the JDK's default names. */
    @Test
    void wantsTwiceAsManyWhereNobodyNamedTheThreads() {
        assertThat(judged("pool-*", every(0.5, 19), 0, false, null)).isEmpty();
        assertThat(judged("pool-*", every(0.5, 20), 0, false, null)).hasSize(1);
        assertThat(judged("pool-*", every(1.2, 20), 0, false, null))
                .as("9 in 10 s")
                .isEmpty();
        assertThat(judged("pool-*", every(1, 12), 0, false, MADE))
                .as("made at one line")
                .hasSize(1);
    }

    @Test
    void silentBelowTheLimits() {
        assertThat(judged(every(1, 10))).hasSize(1);
        assertThat(judged(every(1, 9))).isEmpty();
        assertThat(judged(every(2.4, 20))).as("5 in 10 s").hasSize(1);
        assertThat(judged(every(2.6, 20))).as("4 in 10 s").isEmpty();
    }

    @Test
    void silentForWhatAStartMakesAtOnce() {
        assertThat(judged(every(0.02, 12))).isEmpty();
        assertThat(judged(every(0.1, 20))).as("in 3 seconds of the last 10").hasSize(1);
    }

    @Test
    void silentWhereTheyWorkOrWorkAgain() {
        Member busy = new Member(2_000.0, false, true);
        assertThat(judged(with(every(1, 12), 2, busy))).as("one of the newest").hasSize(1);
        assertThat(judged(with(every(1, 12), 3, busy))).isEmpty();
        assertThat(judged(with(every(1, 12), 11, new Member(11_000.0, true, true))))
                .as("an old one takes tasks")
                .isEmpty();
        assertThat(judged(with(every(1, 12), 11, new Member(null, true, false))))
                .hasSize(1);
        assertThat(judged(with(every(1, 12), 11, new Member(null, true, true)))).isEmpty();
    }

    @Test
    void silentWhereSomeAreShutDown() {
        assertThat(judged(every(1, 12), 1, false, MADE)).isEmpty();
    }

    @Test
    void goesOnWhereNoMoreCanBeFollowed() {
        List<Member> old = every(1, 1000).stream()
                .map(member -> new Member(60_000.0, true, false))
                .toList();
        assertThat(judged(old, 0, false, MADE)).isEmpty();
        assertThat(judged(old, 0, true, MADE))
                .singleElement()
                .extracting(Finding::title)
                .asString()
                .startsWith("over 1000 executors");
    }
}
