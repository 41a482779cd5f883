package io.poolscope.tests.program;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.TimeValue;

/**
 * Pools of threads that borrow: from a HikariCP pool that each task holds twice ({@code twice}); from one that knows who
 * has its connections, and from several that are too small ({@code small}); or in every way, from pools of a good size under
 * load ({@code healthy}).
 */
public final class ConnectionPools {

    private static CloseableHttpClient proxied = HttpClients.createMinimal();

    private ConnectionPools() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        switch (args[0]) {
            case "twice" -> twice("orders", hikari("shop-db", 4));
            case "small" -> {
                HikariDataSource watched = hikari("returns-db", 4);
                watched.setLeakDetectionThreshold(600_000);
                twice("returns", watched);
                dbcp(1);
                http(1);
                proxy();
                semaphore(1);
            }
            default -> {
                hikari();
                dbcp(8);
                http(8);
                semaphore(6);
                signals();
            }
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static HikariDataSource hikari(String name, int size) {
        HikariDataSource db = new HikariDataSource();
        db.setPoolName(name);
        db.setDataSource(new FakeDatabase());
        db.setMaximumPoolSize(size);
        db.setConnectionTimeout(600_000);
        return db;
    }

    private static void twice(String name, HikariDataSource db) {
        ExecutorService orders = Executors.newFixedThreadPool(4, Threads.named(name));
        for (int i = 0; i < 12; i++) {
            orders.execute(() -> unchecked(() -> order(db)));
        }
    }

    private static void order(HikariDataSource db) throws Exception {
        try (Connection order = db.getConnection()) { // mark: first
            Slow.sleep(200);
            record(db);
            order.commit();
        }
    }

    private static void record(HikariDataSource db) throws Exception {
        try (Connection audit = db.getConnection()) { // mark: second
            audit.commit();
        }
    }

    /** Eight workers at six connections, each held for 5 ms in every 45. */
    private static void hikari() {
        HikariDataSource db = hikari("shop-db", 6);
        load("orders", 8, 40, () -> {
            try (Connection order = db.getConnection()) {
                Slow.sleep(5);
                order.commit();
            }
        });
    }

    private static void dbcp(int size) {
        BasicDataSource db = new BasicDataSource() {
            @Override
            protected org.apache.commons.dbcp2.ConnectionFactory createConnectionFactory() {
                FakeDatabase real = new FakeDatabase();
                return real::getConnection;
            }
        };
        db.setMaxTotal(size);
        db.setMaxIdle(size);
        load("ledger", 4, 20, () -> ledger(db, size == 1 ? 400 : 5));
    }

    private static void ledger(BasicDataSource db, int millis) throws Exception {
        try (Connection entry = db.getConnection()) { // mark: dbcp
            Slow.sleep(millis);
            entry.getAutoCommit();
        }
    }

    private static void http(int size) throws Exception {
        String url = server(size == 1 ? 400 : 5);
        CloseableHttpClient client =
                HttpClients.custom().setConnectionManager(connections(size)).build();
        load("fetch", 4, 20, () -> fetch(client, url));
    }

    private static void fetch(CloseableHttpClient client, String url) throws Exception {
        client.execute(new HttpGet(url), response -> response.getCode()); // mark: http
    }

    /** With a client in a field, which only the thread leads to that closes its idle connections. */
    private static void proxy() throws Exception {
        String url = server(400);
        PoolingHttpClientConnectionManager connections = connections(8);
        connections.setDefaultMaxPerRoute(2);
        proxied = HttpClients.custom()
                .setConnectionManager(connections)
                .evictIdleConnections(TimeValue.ofMinutes(1))
                .build();
        load("proxy", 6, 20, () -> pass(url));
    }

    private static void pass(String url) throws Exception {
        proxied.execute(new HttpGet(url), response -> response.getCode()); // mark: proxy
    }

    private static PoolingHttpClientConnectionManager connections(int size) {
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
        connections.setMaxTotal(size);
        connections.setDefaultMaxPerRoute(size);
        return connections;
    }

    private static String server(int millis) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newFixedThreadPool(8, Threads.named("server")));
        server.createContext("/", exchange -> {
            Slow.sleep(millis);
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static void semaphore(int permits) {
        Semaphore bulkhead = new Semaphore(permits, true);
        load("calls", 4, 20, () -> call(bulkhead, permits == 1 ? 400 : 5));
    }

    private static void call(Semaphore bulkhead, int millis) throws Exception {
        bulkhead.acquire(); // mark: semaphore
        try {
            Slow.sleep(millis);
        } finally {
            bulkhead.release();
        }
    }

    /** Two consumers that wait for signals, beside short tasks of the same pool. */
    private static void signals() {
        Semaphore signal = new Semaphore(0);
        ExecutorService mail = Executors.newFixedThreadPool(4, Threads.named("mail"));
        for (int i = 0; i < 2; i++) {
            mail.execute(() -> unchecked(() -> {
                while (true) {
                    signal.acquire();
                }
            }));
        }
        Threads.start("sender", () -> {
            while (true) {
                Thread.sleep(700);
                signal.release();
                mail.execute(() -> Slow.sleep(5));
            }
        });
    }

    /** Keeps workers at it: each does the task, is free for a while, and does it again. */
    private static void load(String name, int workers, long restMillis, Threads.Body task) {
        ExecutorService pool = Executors.newFixedThreadPool(workers, Threads.named(name));
        for (int i = 0; i < workers; i++) {
            Threads.start(name + "-feeder", () -> {
                while (true) {
                    pool.submit(() -> unchecked(task)).get();
                    Thread.sleep(restMillis);
                }
            });
        }
    }

    private static void unchecked(Threads.Body task) {
        task.runUnchecked();
    }
}
