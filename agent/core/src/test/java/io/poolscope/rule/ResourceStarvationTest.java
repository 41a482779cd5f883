package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Borrowing;
import io.poolscope.snapshot.Borrowing.Holder;
import io.poolscope.snapshot.Borrowing.InsideAnother;
import io.poolscope.snapshot.Borrowing.Stock;
import io.poolscope.snapshot.CodeLocation;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourceStarvationTest {
    private static final String RULE = "resource-starvation";
    private static final CodeLocation AUDIT = Snapshots.at("Audit", "write", 41);
    private static final CodeLocation ORDER = Snapshots.at("Orders", "place", 17);

    private static WaitOf connection(double openMs) {
        return WaitOf.of(BlockKind.CONNECTION_POOL, AUDIT)
                .call("com.zaxxer.hikari.HikariDataSource.getConnection")
                .timed()
                .open(openMs);
    }

    private static Snapshots waiting(long look, int waiting, int idle, double openMs) {
        return Snapshots.look(look)
                .pool(PoolOf.name("payments")
                        .blocked(waiting, connection(openMs))
                        .idle(idle))
                .site("payments", AUDIT, BlockKind.CONNECTION_POOL, false, 3 * openMs, 0, 3, waiting);
    }

    private static Borrowing hikari(int waiters, @Nullable Stock stock, int users, InsideAnother... inside) {
        return new Borrowing(
                "payments",
                LongStream.rangeClosed(1, waiters)
                        .mapToObj(n -> PoolOf.threadId("payments", (int) n))
                        .toList(),
                "HikariCP",
                "payments-db",
                stock,
                List.of(inside),
                users);
    }

    private static Stock full(int n, double unmovedMs, Holder... holders) {
        return new Stock(n, n, n, n, unmovedMs, List.of(), List.of(holders));
    }

    /** All out for as long, and nobody known to have them. */
    private static Stock out(int n, double outMs) {
        return new Stock(n, n, n, n, outMs, Collections.nCopies(n, outMs), List.of());
    }

    private static List<Finding> judged(Snapshots... looks) {
        return Snapshots.judged(looks).findings().stream()
                .filter(finding -> finding.rule().equals(RULE))
                .toList();
    }

    @Test
    void raisedByOneWaitOfHalfASecond() {
        assertThat(judged(waiting(5, 1, 7, 499))).isEmpty();
        List<Finding> findings = judged(waiting(5, 1, 7, 500));
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(findings.get(0).site()).isEqualTo(AUDIT);
        assertThat(findings.get(0).title())
                .isEqualTo("1 of 8 workers of payments waits for a connection at Audit.java:41");
        assertThat(Snapshots.body(findings.get(0)))
                .startsWith("1 x HikariDataSource.getConnection at com.acme.orders.Audit.write(Audit.java:41)")
                .contains(
                        "fix: hold no more than one per task, give it back in any case (try-with-resources), and match the"
                                + " connection pool's size to the workers of payments");
    }

    @Test
    void whatTheJvmStoodStillIsNoWait() {
        assertThat(judged(waiting(5, 1, 7, 900).paused(401))).isEmpty();
        assertThat(judged(waiting(5, 1, 7, 900).paused(400))).hasSize(1);
    }

    @Test
    void raisedByAQuarterOfTheWorkersInThreeLooks() {
        assertThat(judged(Snapshots.times(3, look -> waiting(look, 2, 6, 20)))).hasSize(1);
        assertThat(judged(Snapshots.times(2, look -> waiting(look, 2, 6, 20)))).isEmpty();
        assertThat(judged(Snapshots.times(3, look -> waiting(look, 2, 7, 20)))).isEmpty();
        assertThat(judged(Snapshots.times(3, look -> waiting(look, look == 2 ? 1 : 2, 6, 20))))
                .isEmpty();
    }

    @Test
    void criticalWhenAllWorkersWait() {
        assertThat(judged(waiting(5, 8, 0, 500))).extracting(Finding::severity).containsExactly(Severity.CRITICAL);
        // In passing: one has only just come to wait.
        Snapshots passing = Snapshots.look(5)
                .pool(PoolOf.name("payments").blocked(8, n -> connection(n == 1 ? 20 : 700)))
                .site("payments", AUDIT, BlockKind.CONNECTION_POOL, false, 900, 0, 3, 8);
        assertThat(judged(passing)).extracting(Finding::severity).containsExactly(Severity.WARNING);
        Snapshots cached = Snapshots.look(5)
                .pool(PoolOf.name("payments").canGrow().blocked(8, connection(500)))
                .site("payments", AUDIT, BlockKind.CONNECTION_POOL, false, 900, 0, 3, 8);
        assertThat(judged(cached)).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @Test
    void aPoolThatIsStillFilledIsGivenThreeLooks() {
        Stock filling = new Stock(8, 3, 3, 5, 0, List.of(), List.of());
        assertThat(judged(waiting(5, 5, 3, 600).fact(hikari(5, filling, 3)))).isEmpty();
        assertThat(judged(Snapshots.times(3, look -> waiting(look, 5, 30, 600).fact(hikari(5, filling, 3)))))
                .hasSize(1);
    }

    @Test
    void namesTheConnectionPoolAndWhatItHas() {
        List<Finding> findings = judged(waiting(5, 3, 5, 700).fact(hikari(3, full(5, 100), 5)));
        assertThat(findings.get(0).title())
                .isEqualTo("3 of 8 workers of payments wait for a connection of HikariCP payments-db at Audit.java:41,"
                        + " 5 of 5 are in use");
        assertThat(findings.get(0).details()).contains("payments-db: 5 of 5 connections in use, 5 threads wait");
        assertThat(findings.get(0).evidence())
                .containsEntry("resource", "HikariCP")
                .containsEntry("resourceName", "payments-db")
                .containsEntry("limit", 5)
                .containsEntry("inUse", 5)
                .doesNotContainKey("holdAndWait");
    }

    @Test
    void saysThatTheHoldersWaitWhereNobodyElseCanHold() {
        List<Finding> findings = judged(waiting(5, 8, 0, 4_000).fact(hikari(8, full(8, 3_900), 0)));
        assertThat(findings.get(0).title()).endsWith("8 of 8 are in use; those that wait likely hold one already");
        assertThat(findings.get(0).details())
                .contains(
                        "payments-db: 8 of 8 connections in use, 8 threads wait; none came back in 3.9 s",
                        "no other worker is inside a task: likely 8 of those that wait hold one already, two for one"
                                + " task");
        assertThat(findings.get(0).fix())
                .isEqualTo("take no second connection at Audit.java:41 while the task holds one: pass the first on, or"
                        + " give it back before; until then 9 connections for the 8 workers of payments let one of them"
                        + " always finish");
        assertThat(findings.get(0).evidence()).containsEntry("holdAndWait", 8);
    }

    @Test
    void doesNotSaySoWhereOthersMayHold() {
        assertThat(judged(waiting(5, 8, 0, 4_000).fact(hikari(8, full(8, 3_900), 8)))
                        .get(0)
                        .title())
                .endsWith("8 of 8 are in use");
        assertThat(judged(waiting(5, 8, 0, 4_000).fact(hikari(8, full(8, 200), 0)))
                        .get(0)
                        .title())
                .endsWith("8 of 8 are in use");
    }

    private static Finding inTasksOf(long look, double taskMs, Stock stock) {
        return judged(Snapshots.look(look)
                        .pool(PoolOf.name("payments").taskMs(taskMs).blocked(8, connection(4_000)))
                        .site("payments", AUDIT, BlockKind.CONNECTION_POOL, false, 32_000, 0, 8, 8)
                        .fact(hikari(8, stock, 0)))
                .get(0);
    }

    @Test
    void saysThatTheyWereNotGivenBackWhereNoTaskThatWaitsIsOldEnoughToHoldOne() {
        Finding leaked = inTasksOf(20, 4_100, out(8, 4_200));
        assertThat(leaked.title())
                .endsWith("8 of 8 are in use; all were borrowed before the tasks that wait began, and not given back");
        assertThat(leaked.details())
                .contains(
                        "no worker inside a task can hold 8 of them: borrowed and never closed, or held by work that has"
                                + " no worker now: a suspended coroutine, a callback in a queue");
        assertThat(leaked.fix()).startsWith("close each connection in the task that borrows it (try-with-resources)");
        assertThat(leaked.evidence()).doesNotContainKey("holdAndWait");
        assertThat(inTasksOf(20, 4_100, out(8, 4_150)).title()).endsWith("those that wait likely hold one already");
        // A task that may have run before poolscope came may have borrowed then.
        assertThat(inTasksOf(6, 4_100, out(8, 9_000)).title())
                .endsWith("those that wait likely hold one already, or they were never given back");
    }

    @Test
    void doesNotSaySoWhereOthersWaitToo() {
        Stock wanted = new Stock(8, 8, 8, 9, 9_000, Collections.nCopies(8, 9_000.0), List.of());
        assertThat(inTasksOf(20, 4_100, wanted).title()).endsWith("those that wait likely hold one already");
    }

    @Test
    void tellsWhatHoldsOneByTheStackOrByTheResource() {
        InsideAnother inside = new InsideAnother(
                "org.springframework.transaction.support.TransactionTemplate.execute", ORDER.toString(), 2);
        Finding byStack =
                judged(waiting(5, 2, 6, 700).fact(hikari(2, null, 6, inside))).get(0);
        assertThat(byStack.details())
                .contains("2 of these waits are inside TransactionTemplate.execute, which holds a connection"
                        + " meanwhile, called at com.acme.orders.Orders.place(Orders.java:17)");
        assertThat(byStack.fix())
                .isEqualTo("take no second connection at Audit.java:41 while the task holds one: pass the first on, or"
                        + " give it back before");
        Finding byLoan = judged(waiting(5, 2, 6, 700)
                        .fact(hikari(2, full(2, 0, new Holder("payments-1", ORDER, true)), 6)))
                .get(0);
        assertThat(byLoan.details())
                .contains("held by payments-1, waiting here, borrowed at"
                        + " com.acme.orders.Orders.place(Orders.java:17)");
        assertThat(byLoan.evidence()).containsEntry("holdAndWait", 1);
    }

    @Test
    void oneFindingForAllLinesAtOneResource() {
        Snapshots look = Snapshots.look(5)
                .pool(PoolOf.name("payments")
                        .blocked(
                                4,
                                n -> n == 1
                                        ? WaitOf.of(BlockKind.CONNECTION_POOL, ORDER)
                                                .open(800)
                                        : connection(800)))
                .site("payments", ORDER, BlockKind.CONNECTION_POOL, false, 900, 0, 3, 1)
                .site("payments", AUDIT, BlockKind.CONNECTION_POOL, false, 900, 0, 3, 3)
                .fact(hikari(4, full(2, 0), 4));
        List<Finding> findings = judged(look);
        assertThat(findings).extracting(Finding::site).containsExactly(AUDIT);
        assertThat(findings.get(0).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(findings.get(0).title()).startsWith("all 4 workers of payments wait for a connection");
        assertThat(findings.get(0).details())
                .anyMatch(line -> line.endsWith("at com.acme.orders.Orders.place(Orders.java:17)"));
    }

    @Test
    void isTheStoryOfAPoolThatStarvesForIt() {
        Snapshots[] looks = Snapshots.times(
                4,
                look -> Snapshots.look(look)
                        .pool(PoolOf.name("payments")
                                .fixed(8)
                                .blocked(8, connection(look * 1000))
                                .queue(7, look * 1000))
                        .site("payments", AUDIT, BlockKind.CONNECTION_POOL, false, 8_000, 0, 8, 8)
                        .fact(hikari(8, full(8, look * 1000), 0)));
        List<Finding> open = Snapshots.judged(looks).findings().stream()
                .filter(Finding::open)
                .toList();
        assertThat(open).extracting(Finding::rule).containsExactly(RULE);
        assertThat(open.get(0).evidence().get("also")).isEqualTo(List.of("pool-starvation"));
    }

    private static Snapshots permits(long look, int waiting, double openMs, double taskMs, int queue, long completed) {
        CodeLocation acquire = Snapshots.at("Bulkhead", "enter", 9);
        return Snapshots.look(look)
                .pool(PoolOf.name("calls")
                        .taskMs(taskMs)
                        .blocked(
                                waiting, WaitOf.of(BlockKind.SEMAPHORE, acquire).open(openMs))
                        .idle(2)
                        .queue(queue, 100)
                        .flow(completed, completed))
                .site("calls", acquire, BlockKind.SEMAPHORE, false, 9_000, 0, 40, waiting);
    }

    @Test
    void raisedByASemaphoreThatTasksPassOn() {
        List<Finding> findings = judged(Snapshots.times(3, look -> permits(look, 3, 600, 700, 0, 5)));
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(findings.get(0).title()).isEqualTo("3 of 5 workers of calls wait for a permit at Bulkhead.java:9");
        assertThat(judged(Snapshots.times(3, look -> permits(look, 3, 600, 700, 4, 0))))
                .hasSize(1);
    }

    @Test
    void silentForASemaphoreThatIsASignal() {
        // A consumer that waits for the next one: alone, or long in its task, or nobody behind it and nothing done.
        assertThat(judged(Snapshots.times(3, look -> permits(look, 1, 600, 700, 4, 5))))
                .isEmpty();
        assertThat(judged(Snapshots.times(3, look -> permits(look, 3, 600, 60_000, 4, 5))))
                .isEmpty();
        assertThat(judged(Snapshots.times(3, look -> permits(look, 3, 600, 700, 0, 0))))
                .isEmpty();
    }
}
