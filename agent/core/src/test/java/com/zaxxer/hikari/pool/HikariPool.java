package com.zaxxer.hikari.pool;

import java.util.concurrent.SynchronousQueue;

/** Stands for a pool of connections that has none left: only the names of class and method matter. */
public final class HikariPool {
    private final SynchronousQueue<String> handOver = new SynchronousQueue<>();

    public String getConnection() throws InterruptedException {
        return handOver.take();
    }

    public void giveBack(String connection) throws InterruptedException {
        handOver.put(connection);
    }
}
