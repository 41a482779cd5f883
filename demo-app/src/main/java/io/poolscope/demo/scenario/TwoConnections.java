package io.poolscope.demo.scenario;

import com.zaxxer.hikari.HikariDataSource;
import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Six workers and six connections, as many as workers, which looks right; but each payment writes its audit record over a
 * connection of its own while it holds the one of its order. Six payments at once hold all six, and each waits for a seventh,
 * until HikariCP's time limit of 30 s strikes.
 *
 * @shows a connection pool held twice by one task: every worker holds one connection and waits for another
 * @expect rule=resource-starvation severity=critical pool=payments site=TwoConnections.audit also=pool-starvation|slow-queue
 */
@Scenario(
        name = "two-connections",
        path = "/two-connections/blocking",
        fixed = "/two-connections/shared",
        rate = 2,
        seconds = 10)
class TwoConnections {

    private static final int PAYMENTS = 8;

    private final ExecutorService pool = Threads.fixed("payments", 6);
    private final HikariDataSource db = new HikariDataSource();

    TwoConnections() {
        db.setPoolName("payments-db");
        db.setJdbcUrl("jdbc:h2:mem:payments;DB_CLOSE_DELAY=-1");
        db.setMaximumPoolSize(6);
    }

    @GetMapping("/two-connections/blocking")
    CompletableFuture<Void> blocking() {
        return all(this::pay);
    }

    private void pay() {
        try (Connection order = db.getConnection()) {
            query(order);
            audit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void audit() throws SQLException {
        try (Connection record = db.getConnection()) { // poolscope: here
            query(record);
        }
    }

    @GetMapping("/two-connections/shared")
    CompletableFuture<Void> shared() {
        return all(this::payOverOne);
    }

    private void payOverOne() {
        try (Connection order = db.getConnection()) {
            query(order);
            query(order);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Void> all(Runnable payment) {
        return CompletableFuture.allOf(IntStream.range(0, PAYMENTS)
                .mapToObj(each -> CompletableFuture.runAsync(payment, pool))
                .toArray(CompletableFuture[]::new));
    }

    private static void query(Connection connection) throws SQLException {
        Work.compute(5);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
