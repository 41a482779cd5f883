package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.BlockKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the stack of a wait for a connection tells of the library, and of what is held meanwhile. */
class LendingStacksTest {
    private static final List<String> BORROW = List.of(
            "jdk.internal.misc.Unsafe.park",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.SynchronousQueue.poll",
            "com.zaxxer.hikari.util.ConcurrentBag.borrow",
            "com.zaxxer.hikari.pool.HikariPool.getConnection",
            "com.zaxxer.hikari.HikariDataSource.getConnection",
            "org.springframework.jdbc.datasource.DataSourceUtils.getConnection",
            "org.springframework.jdbc.core.JdbcTemplate.execute",
            "com.acme.Audit.write");

    private static Reading reading(String... below) {
        StackTraceElement[] stack = Stream.concat(BORROW.stream(), Stream.of(below))
                .map(call -> {
                    int dot = call.lastIndexOf('.');
                    return new StackTraceElement(call.substring(0, dot), call.substring(dot + 1), "X.java", 7);
                })
                .toArray(StackTraceElement[]::new);
        Reading reading = new StackReader(new Frames(List.of())).waiting(stack, BlockKind.QUEUE);
        if (reading == null) {
            throw new AssertionError("no wait");
        }
        return reading;
    }

    @Test
    void tellsWhoLends() {
        Reading reading = reading("java.lang.Thread.run");
        assertThat(reading.kind()).isEqualTo(BlockKind.CONNECTION_POOL);
        assertThat(reading.call()).isEqualTo("org.springframework.jdbc.core.JdbcTemplate.execute");
        assertThat(LendingStacks.library(reading)).isEqualTo("HikariCP");
        assertThat(LendingStacks.awaited(reading)).isEqualTo("com.zaxxer.hikari.util.ConcurrentBag");
    }

    @Test
    void theCallThatBorrowsHoldsNothingYet() {
        assertThat(LendingStacks.holding(reading("java.lang.Thread.run"))).isNull();
    }

    @Test
    void aCallAroundTheLineHolds() {
        LendingStacks.Holding holding = LendingStacks.holding(reading(
                "com.acme.Orders.lambda$place$0",
                "org.springframework.transaction.support.TransactionTemplate.execute",
                "org.springframework.transaction.support.TransactionOperations.executeWithoutResult",
                "com.acme.Orders.place",
                "java.lang.Thread.run"));
        assertThat(holding)
                .isEqualTo(new LendingStacks.Holding(
                        "org.springframework.transaction.support.TransactionTemplate.execute",
                        "com.acme.Orders.place(X.java:7)"));
    }
}
