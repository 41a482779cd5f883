package io.poolscope.tests.program;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** For each way to block, a pool of two workers: one blocks in just that way, for ever, the other waits for a task. */
public final class Blocking {

    private static final Map<String, Threads.Body> WAYS = new LinkedHashMap<>();

    private Blocking() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ways();
        for (Map.Entry<String, Threads.Body> way : WAYS.entrySet()) {
            if (!way.getKey().startsWith("fj-")) {
                ThreadPoolExecutor pool =
                        (ThreadPoolExecutor) Executors.newFixedThreadPool(2, Threads.named(way.getKey()));
                pool.prestartAllCoreThreads();
                pool.execute(way.getValue()::runUnchecked);
            } else {
                new ForkJoinPool(2, p -> named(way.getKey(), p), null, false).execute(way.getValue()::runUnchecked);
            }
        }
        virtualThreads();
        Lifeline.say("blocked");
        Lifeline.stay();
    }

    private static ForkJoinWorkerThread named(String name, ForkJoinPool pool) {
        var worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        worker.setName(name + "-" + worker.getPoolIndex());
        return worker;
    }

    private static void ways() throws Exception {
        WAYS.put("future-get", Blocking::futureGet);
        WAYS.put("future-timed-get", Blocking::futureTimedGet);
        WAYS.put("cf-join", Blocking::cfJoin);
        WAYS.put("cf-timed-get", Blocking::cfTimedGet);
        WAYS.put("object-wait", Blocking::objectWait);
        WAYS.put("object-timed-wait", Blocking::objectTimedWait);
        Object monitor = new Object();
        holdMonitor(monitor);
        WAYS.put("monitor", () -> enterMonitor(monitor));
        ReentrantLock lock = new ReentrantLock();
        Threads.start("lock-holder", () -> {
            lock.lock();
            Lifeline.stay();
        });
        while (!lock.isLocked()) {
            Thread.sleep(1);
        }
        WAYS.put("lock", () -> takeLock(lock));
        WAYS.put("timed-lock", () -> tryLock(lock));
        ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
        readWrite.writeLock().lock();
        WAYS.put("read-lock", () -> readLock(readWrite));
        WAYS.put("latch", Blocking::latch);
        WAYS.put("semaphore", Blocking::semaphore);
        WAYS.put("barrier", Blocking::barrier);
        WAYS.put("condition", Blocking::condition);
        WAYS.put("queue-take", Blocking::queueTake);
        WAYS.put("queue-put", Blocking::queuePut);
        WAYS.put("park", Blocking::park);
        WAYS.put("sleep", Blocking::sleep);
        Thread endless = Threads.start("endless", Lifeline::stay);
        WAYS.put("thread-join", () -> join(endless));
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WAYS.put("socket-read", () -> socketRead(server, 0));
        WAYS.put("socket-timed-read", () -> socketRead(server, 600_000));
        WAYS.put("process-wait", Blocking::processWait);
        WAYS.put("process-read", Blocking::processRead);
        WAYS.put("fj-sleep", Blocking::sleep);
        WAYS.put("fj-latch", Blocking::latch);
        WAYS.put("fj-future-get", Blocking::futureGet);
        WAYS.put("fj-monitor", () -> enterMonitor(monitor));
        WAYS.put("fj-object-wait", Blocking::objectWait);
    }

    private static void futureGet() throws Exception {
        new FutureTask<>(() -> "never").get(); // mark: future-get
    }

    private static void futureTimedGet() throws Exception {
        new FutureTask<>(() -> "never").get(1, TimeUnit.HOURS); // mark: future-timed-get
    }

    private static void cfJoin() {
        new CompletableFuture<String>().join(); // mark: cf-join
    }

    private static void cfTimedGet() throws Exception {
        new CompletableFuture<String>().get(1, TimeUnit.HOURS); // mark: cf-timed-get
    }

    private static void objectWait() throws InterruptedException {
        Object signal = new Object();
        synchronized (signal) {
            while (true) {
                signal.wait(); // mark: object-wait
            }
        }
    }

    private static void objectTimedWait() throws InterruptedException {
        Object signal = new Object();
        synchronized (signal) {
            while (true) {
                signal.wait(3_600_000); // mark: object-timed-wait
            }
        }
    }

    private static void holdMonitor(Object monitor) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Threads.start("monitor-holder", () -> {
            synchronized (monitor) {
                held.countDown();
                Lifeline.stay();
            }
        });
        held.await();
    }

    private static void enterMonitor(Object monitor) {
        synchronized (monitor) {
            // A thread that waits to enter stands, by the class file's line table, at the first statement inside.
            throw new IllegalStateException("nobody gave it up"); // mark: monitor
        }
    }

    private static void takeLock(ReentrantLock lock) {
        lock.lock(); // mark: lock
    }

    private static void tryLock(ReentrantLock lock) throws InterruptedException {
        lock.tryLock(1, TimeUnit.HOURS); // mark: timed-lock
    }

    private static void readLock(ReentrantReadWriteLock lock) {
        lock.readLock().lock(); // mark: read-lock
    }

    private static void latch() throws InterruptedException {
        new CountDownLatch(1).await(); // mark: latch
    }

    private static void semaphore() throws InterruptedException {
        new Semaphore(0).acquire(); // mark: semaphore
    }

    private static void barrier() throws Exception {
        new CyclicBarrier(2).await(); // mark: barrier
    }

    private static void condition() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        while (true) {
            lock.newCondition().await(); // mark: condition
        }
    }

    private static void queueTake() throws InterruptedException {
        new LinkedBlockingQueue<String>().take(); // mark: queue-take
    }

    private static void queuePut() throws InterruptedException {
        BlockingQueue<String> full = new ArrayBlockingQueue<>(1);
        full.put("first");
        full.put("second"); // mark: queue-put
    }

    private static void park() {
        while (true) {
            LockSupport.park(); // mark: park
        }
    }

    private static void sleep() throws InterruptedException {
        Thread.sleep(3_600_000); // mark: sleep
    }

    private static void join(Thread thread) throws InterruptedException {
        thread.join(); // mark: thread-join
    }

    private static void socketRead(ServerSocket server, int timeout) throws Exception {
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        socket.setSoTimeout(timeout);
        InputStream in = socket.getInputStream();
        if (in.read() >= 0) { // mark: socket-read
            throw new IllegalStateException("somebody sent something");
        }
    }

    private static void processWait() throws Exception {
        new ProcessBuilder("sleep", "600").start().waitFor(); // mark: process-wait
    }

    private static void processRead() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        process.getInputStream().read(); // mark: process-read
    }

    /** Where there are virtual threads, a hundred of them block, which is what they are for. */
    private static void virtualThreads() throws Exception {
        if (Runtime.version().feature() >= 21) {
            ExecutorService virtual = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < 100; i++) {
                virtual.execute(() -> awaitOnVirtual(never));
            }
        }
    }

    private static void awaitOnVirtual(CountDownLatch never) {
        try {
            never.await(); // mark: virtual
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
