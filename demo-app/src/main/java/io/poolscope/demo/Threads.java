package io.poolscope.demo;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The shop's pools. Their threads are daemons: a deadlocked pool must not keep the JVM from ending. */
public final class Threads {

    private Threads() {}

    /** A pool of fixed size with a queue that never refuses a task. */
    public static ThreadPoolExecutor fixed(String name, int size) {
        return pool(name, size, new LinkedBlockingQueue<>());
    }

    /** A pool of fixed size that refuses a task while this many are queued. */
    public static ThreadPoolExecutor bounded(String name, int size, int queued) {
        return pool(name, size, new ArrayBlockingQueue<>(queued));
    }

    /** Daemon threads named {@code prefix1}, {@code prefix2} and so on. */
    public static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static ThreadPoolExecutor pool(String name, int size, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, queue, daemons(name + "-"));
    }
}
