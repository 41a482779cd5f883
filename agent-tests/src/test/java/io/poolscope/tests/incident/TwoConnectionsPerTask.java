package io.poolscope.tests.incident;

import com.zaxxer.hikari.HikariDataSource;
import io.poolscope.tests.program.FakeDatabase;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import io.poolscope.tests.program.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * 34, RES, brettwooldridge/HikariCP#442 and slick/slick#1274: ten tasks hold one of ten connections each, and each needs
 * another one to go on; after the 30 s that HikariCP allows, all of them fail.
 *
 * <p>poolscope must say that all connections are in use by tasks that wait for one more, and where they take the second.
 */
public final class TwoConnectionsPerTask {

    private static final int WORKERS = 10;

    private TwoConnectionsPerTask() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        HikariDataSource db = new HikariDataSource();
        db.setPoolName("orders-db");
        db.setDataSource(new FakeDatabase());
        db.setMaximumPoolSize(WORKERS);
        fill(db);
        ExecutorService slick = Executors.newFixedThreadPool(WORKERS, Threads.named("slick"));
        for (int i = 0; i < 2 * WORKERS; i++) {
            slick.execute(() -> transaction(db));
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    /** It was busy before: all its connections are there. */
    private static void fill(HikariDataSource db) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            all.add(db.getConnection());
        }
        for (Connection each : all) {
            each.close();
        }
    }

    private static void transaction(HikariDataSource db) {
        try (Connection outer = db.getConnection()) {
            Slow.sleep(300);
            nextId(db);
            outer.commit();
        } catch (SQLException e) {
            System.err.println(e.getMessage());
        }
    }

    private static void nextId(HikariDataSource db) throws SQLException {
        try (Connection inner = db.getConnection()) { // mark: second
            inner.commit();
        }
    }
}
