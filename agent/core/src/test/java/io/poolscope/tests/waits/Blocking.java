package io.poolscope.tests.waits;

import com.zaxxer.hikari.pool.HikariPool;
import io.netty.util.concurrent.StubPromise;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** An application that waits in every way there is, each time until {@link #release}. */
public final class Blocking extends Waiting {
    public void futureTaskGet() throws Exception {
        FutureTask<String> future = new FutureTask<>(() -> "done");
        atRelease(b -> future.run());
        line = next();
        future.get();
    }

    public void futureTaskGetTimed() throws Exception {
        FutureTask<String> future = new FutureTask<>(() -> "done");
        atRelease(b -> future.run());
        line = next();
        future.get(HOUR, TimeUnit.SECONDS);
    }

    public void completableFutureJoin() {
        CompletableFuture<String> future = new CompletableFuture<>();
        atRelease(b -> future.complete("done"));
        line = next();
        future.join();
    }

    public void completableFutureGetTimed() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        atRelease(b -> future.complete("done"));
        line = next();
        future.get(HOUR, TimeUnit.SECONDS);
    }

    public void forkJoinTaskJoin() {
        ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {});
        atRelease(b -> task.invoke());
        line = next();
        task.join();
    }

    public void completionServiceTake() throws Exception {
        ExecutorCompletionService<String> service = new ExecutorCompletionService<>(Runnable::run);
        atRelease(b -> service.submit(() -> "done"));
        line = next();
        service.take();
    }

    public void promiseAwait() throws Exception {
        StubPromise promise = new StubPromise();
        atRelease(b -> promise.done());
        line = next();
        promise.await();
    }

    public void objectWait() throws Exception {
        synchronized (releases) {
            atRelease(b -> notifyReleases());
            line = next();
            releases.wait();
        }
    }

    public void objectWaitTimed() throws Exception {
        synchronized (releases) {
            atRelease(b -> notifyReleases());
            line = next();
            releases.wait(HOUR);
        }
    }

    private void notifyReleases() {
        synchronized (releases) {
            releases.notifyAll();
        }
    }

    public void monitor() throws Exception {
        Object lock = new Object();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = new Thread(
                () -> {
                    synchronized (lock) {
                        held.countDown();
                        awaitQuietly(done);
                    }
                },
                "holder-of-monitor");
        holder.setDaemon(true);
        holder.start();
        held.await();
        atRelease(b -> done.countDown());
        line = next();
        synchronized (lock) {
            released = true;
        }
    }

    public void reentrantLock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        hold(lock::lock, lock::unlock);
        line = next();
        lock.lock();
        lock.unlock();
    }

    public void writeLock() throws Exception {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        hold(lock.writeLock()::lock, lock.writeLock()::unlock);
        line = next();
        lock.writeLock().lock();
        lock.writeLock().unlock();
    }

    public void stampedLock() throws Exception {
        StampedLock lock = new StampedLock();
        long stamp = lock.writeLock();
        atRelease(b -> lock.unlockWrite(stamp));
        line = next();
        lock.unlockWrite(lock.writeLock());
    }

    private void hold(Runnable lock, Runnable unlock) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = new Thread(
                () -> {
                    lock.run();
                    held.countDown();
                    awaitQuietly(done);
                    unlock.run();
                },
                "holder-of-lock");
        holder.setDaemon(true);
        holder.start();
        held.await();
        atRelease(b -> done.countDown());
    }

    public void latch() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        atRelease(b -> latch.countDown());
        line = next();
        latch.await();
    }

    public void latchTimed() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        atRelease(b -> latch.countDown());
        line = next();
        latch.await(HOUR, TimeUnit.SECONDS);
    }

    public void semaphore() throws Exception {
        Semaphore semaphore = new Semaphore(0);
        atRelease(b -> semaphore.release());
        line = next();
        semaphore.acquire();
    }

    public void cyclicBarrier() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        atRelease(b -> barrier.reset());
        line = next();
        barrier.await();
    }

    public void phaser() {
        Phaser phaser = new Phaser(1);
        atRelease(b -> phaser.arrive());
        line = next();
        phaser.awaitAdvance(0);
    }

    public void exchanger() throws Exception {
        Exchanger<String> exchanger = new Exchanger<>();
        atRelease(b -> exchanger.exchange("done"));
        line = next();
        exchanger.exchange("mine");
    }

    public void condition() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        var condition = lock.newCondition();
        atRelease(b -> {
            lock.lock();
            condition.signal();
            lock.unlock();
        });
        lock.lock();
        line = next();
        condition.await();
        lock.unlock();
    }

    public void linkedQueueTake() throws Exception {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        atRelease(b -> queue.put("done"));
        line = next();
        queue.take();
    }

    public void arrayQueuePut() throws Exception {
        ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        queue.put("full");
        atRelease(b -> queue.take());
        line = next();
        queue.put("one more");
    }

    public void synchronousQueueTake() throws Exception {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        atRelease(b -> queue.put("done"));
        line = next();
        queue.take();
    }

    public void transferQueuePoll() throws Exception {
        LinkedTransferQueue<String> queue = new LinkedTransferQueue<>();
        atRelease(b -> queue.put("done"));
        line = next();
        queue.poll(HOUR, TimeUnit.SECONDS);
    }

    public void sleep() {
        Thread sleeper = Thread.currentThread();
        atRelease(b -> sleeper.interrupt());
        try {
            line = next();
            Thread.sleep(HOUR);
        } catch (InterruptedException e) {
            released = true;
        }
    }

    public void threadJoin() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread other = new Thread(() -> awaitQuietly(done), "joined");
        other.setDaemon(true);
        other.start();
        atRelease(b -> done.countDown());
        line = next();
        other.join();
    }

    public void park() {
        Thread parked = Thread.currentThread();
        atRelease(b -> LockSupport.unpark(parked));
        while (!released) {
            line = next();
            LockSupport.park();
        }
    }

    public void connectionPool() throws Exception {
        HikariPool pool = new HikariPool();
        atRelease(b -> pool.giveBack("done"));
        line = next();
        pool.getConnection();
    }

    public void socketRead() throws Exception {
        read(0);
    }

    public void socketReadTimed() throws Exception {
        read((int) HOUR);
    }

    private void read(int timeout) throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        client.setSoTimeout(timeout);
        Socket accepted = server.accept();
        atRelease(b -> accepted.close());
        line = next();
        client.getInputStream().read();
        client.close();
        server.close();
    }

    public void socketAccept() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        atRelease(b -> new Socket(server.getInetAddress(), server.getLocalPort()).close());
        line = next();
        server.accept().close();
        server.close();
    }

    public void httpSend() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort()))
                .build();
        Thread sender = Thread.currentThread();
        atRelease(b -> {
            sender.interrupt();
            server.close();
        });
        try {
            line = next();
            client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            released = true;
        }
    }

    public void processWaitFor() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        atRelease(b -> process.destroyForcibly());
        line = next();
        process.waitFor();
    }

    public void processRead() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        atRelease(b -> process.destroyForcibly());
        BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream()));
        line = next();
        reader.readLine();
    }

    public void fileOpen() throws Exception {
        Path pipe = Files.createTempDirectory("blocking").resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        atRelease(b -> Files.newOutputStream(pipe).close());
        line = next();
        new FileInputStream(pipe.toFile()).close();
    }

    /** Once in a JVM: a class is initialised once. */
    public void classInit() throws Exception {
        Thread other = new Thread(Slow::touch, "initialises");
        other.setDaemon(true);
        other.start();
        Latches.BEGUN.await();
        atRelease(b -> Latches.MAY_END.countDown());
        line = next();
        Slow.touch();
    }

    private static final class Latches {
        static final CountDownLatch BEGUN = new CountDownLatch(1);
        static final CountDownLatch MAY_END = new CountDownLatch(1);
    }

    private static final class Slow {
        static {
            Latches.BEGUN.countDown();
            awaitQuietly(Latches.MAY_END);
        }

        static void touch() {}
    }
}
