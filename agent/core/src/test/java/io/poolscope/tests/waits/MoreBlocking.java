package io.poolscope.tests.waits;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/** Waits of calls that are built on other calls, and of the rarer ways. */
public final class MoreBlocking {
    private MoreBlocking() {}

    private static ExecutorService single() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "elsewhere");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static List<Callable<String>> three(Blocking in) {
        CountDownLatch done = new CountDownLatch(1);
        in.atRelease(b -> done.countDown());
        List<Callable<String>> calls = new ArrayList<>();
        IntStream.range(0, 3)
                .forEach(i -> calls.add(() -> {
                    Waiting.awaitQuietly(done);
                    return "done";
                }));
        return calls;
    }

    public static void invokeAll(Blocking in) throws Exception {
        ExecutorService elsewhere = single();
        List<Callable<String>> calls = three(in);
        in.line = Waiting.next();
        elsewhere.invokeAll(calls);
        elsewhere.shutdown();
    }

    public static void invokeAny(Blocking in) throws Exception {
        ExecutorService elsewhere = single();
        List<Callable<String>> calls = three(in);
        in.line = Waiting.next();
        elsewhere.invokeAny(calls);
        elsewhere.shutdownNow();
    }

    public static void tryAcquire(Blocking in) throws Exception {
        Semaphore semaphore = new Semaphore(0);
        in.atRelease(b -> semaphore.release());
        in.line = Waiting.next();
        semaphore.tryAcquire(Waiting.HOUR, TimeUnit.SECONDS);
    }

    public static void readLock(Blocking in) throws Exception {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = new Thread(
                () -> {
                    lock.writeLock().lock();
                    held.countDown();
                    Waiting.awaitQuietly(done);
                    lock.writeLock().unlock();
                },
                "holder-of-lock");
        holder.setDaemon(true);
        holder.start();
        held.await();
        in.atRelease(b -> done.countDown());
        in.line = Waiting.next();
        lock.readLock().lock();
        lock.readLock().unlock();
    }

    public static void parkNanos(Blocking in) {
        Thread parked = Thread.currentThread();
        in.atRelease(b -> LockSupport.unpark(parked));
        while (!in.released) {
            in.line = Waiting.next();
            LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
        }
    }

    public static void threadJoinTimed(Blocking in) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread other = new Thread(() -> Waiting.awaitQuietly(done), "joined");
        other.setDaemon(true);
        other.start();
        in.atRelease(b -> done.countDown());
        in.line = Waiting.next();
        other.join(Waiting.HOUR);
    }

    /** Another thread computes the value of the same bin. */
    public static void computeBin(Blocking in) throws Exception {
        ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = new Thread(
                () -> map.computeIfAbsent("key", key -> {
                    computing.countDown();
                    Waiting.awaitQuietly(done);
                    return "theirs";
                }),
                "computes");
        other.setDaemon(true);
        other.start();
        computing.await();
        in.atRelease(b -> done.countDown());
        in.line = Waiting.next();
        map.computeIfAbsent("key", key -> "mine");
    }

    public static void pipedRead(Blocking in) throws Exception {
        PipedInputStream pipe = new PipedInputStream();
        PipedOutputStream writer = new PipedOutputStream(pipe);
        in.atRelease(b -> writer.write(1));
        in.atRelease(b -> writer.flush());
        in.line = Waiting.next();
        pipe.read();
    }

    public static void channelPipeRead(Blocking in) throws Exception {
        Pipe pipe = Pipe.open();
        in.atRelease(b -> pipe.sink().write(ByteBuffer.allocate(1)));
        in.line = Waiting.next();
        pipe.source().read(ByteBuffer.allocate(1));
    }

    /** A server whose queue of connections is full answers no other. */
    public static void connect(Blocking in) throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket[] more = new Socket[4];
        Socket mine = new Socket();
        in.atRelease(b -> mine.close());
        in.atRelease(b -> server.close());
        for (int i = 0; i < more.length; i++) {
            more[i] = new Socket();
            try {
                more[i].connect(server.getLocalSocketAddress(), 200);
            } catch (java.net.SocketTimeoutException full) {
                break;
            }
        }
        try {
            in.line = Waiting.next();
            mine.connect(server.getLocalSocketAddress());
        } catch (java.net.SocketException closed) {
            in.released = true;
        }
    }
}
