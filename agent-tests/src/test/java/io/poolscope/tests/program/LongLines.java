package io.poolscope.tests.program;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Workers that stand in line for one lock, or do not; a worker, and a loop, that compute for very long. */
public final class LongLines {

    private static final Object BOOK = new Object();
    private static final ReentrantLock LEDGER = new ReentrantLock();

    private LongLines() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        switch (args[0]) {
            case "ill" -> ill();
            case "well" -> well();
            case "loop" -> loop();
            default -> throw new IllegalArgumentException(args[0]);
        }
        Lifeline.moment("ready");
        Lifeline.stay();
    }

    private static void ill() throws InterruptedException {
        // Each holds the monitor for some milliseconds of work, again and again: every wait is short, and there is
        // always a line.
        ExecutorService orders = pool("orders", 7);
        for (int i = 0; i < 6; i++) {
            orders.execute(LongLines::addAll);
        }
        // One holds an ownable lock and computes; four of another pool want it.
        CountDownLatch held = new CountDownLatch(1);
        ExecutorService audit = pool("audit", 2);
        audit.execute(() -> {
            LEDGER.lock();
            held.countDown();
            crunch(); // mark: crunch
        });
        held.await();
        ExecutorService booking = pool("booking", 6);
        for (int i = 0; i < 4; i++) {
            booking.execute(() -> {
                LEDGER.lock(); // mark: ledger
                LEDGER.unlock();
            });
        }
    }

    private static void addAll() {
        while (true) {
            synchronized (BOOK) {
                work(8);
            }
        }
    }

    /** As much waiting, but for locks of everybody's own; as much time in one task, but mostly at rest. */
    private static void well() {
        ExecutorService orders = pool("orders", 7);
        for (int i = 0; i < 6; i++) {
            Object own = new Object();
            orders.execute(() -> {
                while (true) {
                    synchronized (own) {
                        work(1);
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            });
        }
        // Two at a time for a lock that is held for a moment.
        ExecutorService booking = pool("booking", 4);
        for (int i = 0; i < 2; i++) {
            booking.execute(() -> {
                while (true) {
                    LEDGER.lock();
                    try {
                        work(1);
                    } finally {
                        LEDGER.unlock();
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                }
            });
        }
        // One after the other, each for a moment: many tasks that compute at one place, none for long.
        ExecutorService audit = pool("audit", 2);
        audit.execute(new Runnable() {
            @Override
            public void run() {
                work(10);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                audit.execute(this);
            }
        });
    }

    /** The server's one thread does not come back from a handler. */
    private static void loop() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> crunch()); // mark: handler
        server.start();
        URI there = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Threads.start("client", () -> there.toURL().openStream().close());
    }

    private static ExecutorService pool(String name, int size) {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(size, Threads.named(name));
        pool.prestartAllCoreThreads();
        return pool;
    }

    private static void crunch() {
        long sum = 1;
        while (sum != 0) {
            sum = sum * 31 + 7 | 1; // mark: hog
        }
        throw new IllegalStateException("an odd number is never 0");
    }

    private static void work(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
