package io.poolscope.probe;

import io.poolscope.bootstrap.Failure;
import io.poolscope.bootstrap.Failures;
import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.PoolRecord;
import io.poolscope.bootstrap.Promises;
import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.bootstrap.WorkerRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Proves on private pools that the probes answer, and removes every trace of that. A probe that went in without an error
 * may still see nothing: BlockHound lost {@code sleep} in silence when JDK 22 renamed a method.
 */
class SelfTest {
    static final String THREAD = "poolscope-self-test";
    /** No step takes longer than this on a machine that still runs: seconds. */
    static final int LIMIT = 5;

    /** Stamps allowed for a submission of this test, which the threads of the application may use up before it. */
    private static final int GRANT = 64;
    /** Tries to be among those that get one. */
    private static final int SUBMISSIONS = 20;

    final Set<String> answered = new HashSet<>();
    private final List<Object> mine = new ArrayList<>();
    private final Set<WorkerRecord> workers = new HashSet<>();

    private volatile @Nullable WorkerRecord waiter;
    private volatile @Nullable WorkerRecord server;

    /** What is tested on {@code ThreadPoolExecutor} and {@code FutureTask}; returns the names that answered. */
    final Set<String> run() {
        ThreadPoolExecutor waiting = pool();
        ThreadPoolExecutor serving = pool();
        try {
            test(waiting, serving);
        } catch (Exception e) {
            // What has not answered until here did not answer: the status says so.
        } finally {
            end(waiting);
            end(serving);
            cleanUp();
        }
        return answered;
    }

    void test(ThreadPoolExecutor waiting, ThreadPoolExecutor serving) throws Exception {
        PoolRecord created = Records.pool(waiting);
        if (created != null && created.createdAt != null) {
            answered.add("pool-created");
        }
        futureGet(waiting, serving);
        objectWait(waiting);
        submitSite(serving);
        failed(serving);
        promises(serving);
        rejected(serving);
    }

    private void promises(ThreadPoolExecutor serving) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<Boolean> task = own(new FutureTask<>(() -> end.await(LIMIT, TimeUnit.SECONDS)));
        serving.execute(task);
        try {
            task.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException expected) {
            end.countDown();
        }
        awaitDone(task);
        serving.execute(task);
        FutureTask<Boolean> after = own(new FutureTask<>(() -> true));
        serving.execute(after);
        after.get(LIMIT, TimeUnit.SECONDS);
        Stamp[] stamps = new Stamp[1024];
        int count = Promises.drain(stamps);
        for (int i = 0; i < count; i++) {
            if (stamps[i].task == task) {
                answered.add(stamps[i].kind == Promises.RAN_AGAIN ? PromiseProbe.NAME : GivenUpProbe.NAME);
            }
        }
    }

    private void futureGet(ThreadPoolExecutor waiting, ThreadPoolExecutor serving) throws Exception {
        FutureTask<Boolean> inner = own(new FutureTask<>(this::isAwaited));
        FutureTask<Boolean> outer = own(new FutureTask<>(() -> {
            waiter = register();
            serving.execute(inner);
            return inner.get(LIMIT, TimeUnit.SECONDS);
        }));
        waiting.execute(outer);
        boolean seen = outer.get(LIMIT, TimeUnit.SECONDS);
        WorkerRecord record = waiter;
        if (seen && record != null && record.futureWaits > 0) {
            answered.add("future-get");
        }
    }

    /** Runs on the serving worker: whether the waiting one is seen to wait. */
    final boolean isAwaited() {
        server = register();
        WorkerRecord record = waiter;
        if (record == null) {
            return false;
        }
        if (mine.contains(record.task)) {
            answered.add("task");
        }
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (record.awaited == null && System.nanoTime() < limit) {
            LockSupport.parkNanos(100_000);
        }
        return record.awaited != null;
    }

    private void objectWait(ThreadPoolExecutor waiting) throws Exception {
        FutureTask<Boolean> task = own(new FutureTask<>(() -> {
            WorkerRecord record = register();
            Object monitor = new Object();
            synchronized (monitor) {
                monitor.wait(1);
            }
            return record != null && record.objectWaits > 0;
        }));
        waiting.execute(task);
        if (task.get(LIMIT, TimeUnit.SECONDS)) {
            answered.add(ObjectWaitProbe.NAME);
        }
    }

    private void submitSite(ThreadPoolExecutor serving) {
        for (int i = 0; i < SUBMISSIONS && !answered.contains("submit-site"); i++) {
            Hooks.grant(GRANT);
            serving.execute(own(new FutureTask<>(() -> true)));
            sift();
        }
    }

    private void failed(ThreadPoolExecutor serving) {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        FutureTask<Boolean> task = own(new FutureTask<>(() -> {
            throw thrown;
        }));
        serving.execute(task);
        awaitDone(task);
        Failure failure = Failures.of(thrown);
        await(task);
        if (failure != null && failure.wasRead()) {
            answered.add(TaskFailureProbe.NAME);
            Failures.remove(failure);
        }
        WorkerRecord record = server;
        if (record != null && record.failed > 0) {
            answered.add("failed");
        }
    }

    /** Waits without asking for the outcome. */
    static void awaitDone(Future<?> task) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
        while (!task.isDone() && System.nanoTime() < limit) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static void await(FutureTask<?> task) {
        try {
            task.get(LIMIT, TimeUnit.SECONDS);
        } catch (Exception expected) {
            // The task fails on purpose.
        }
    }

    private void rejected(ThreadPoolExecutor serving) {
        serving.shutdown();
        try {
            serving.execute(own(new FutureTask<>(() -> true)));
        } catch (RejectedExecutionException expected) {
            PoolRecord record = Records.pool(serving);
            if (record != null && record.rejected() == 1) {
                answered.add("rejected");
            }
        }
    }

    /** The record of the worker that calls, remembered for the cleaning. */
    final @Nullable WorkerRecord register() {
        WorkerRecord record = Records.of(Thread.currentThread());
        if (record != null) {
            synchronized (workers) {
                workers.add(record);
            }
        }
        return record;
    }

    final void waiter(WorkerRecord record) {
        waiter = record;
    }

    final <T> T own(T object) {
        mine.add(object);
        return object;
    }

    private ThreadPoolExecutor pool() {
        return own(new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PolledQueue(), SelfTest::thread));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, THREAD, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    static void end(ExecutorService pool) {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(LIMIT, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes out what the test left in the records; stamps of the application go back. */
    private void cleanUp() {
        sift();
        synchronized (workers) {
            for (WorkerRecord record : workers) {
                Records.forget(record);
            }
        }
        for (Object object : mine) {
            PoolRecord record = Records.pool(object);
            if (record != null) {
                Records.forget(record);
            }
        }
    }

    /** Takes the stamps of this test out of the ring; those of the application go back. */
    private void sift() {
        Stamp[] stamps = new Stamp[1024];
        int count = Records.drain(stamps);
        for (int i = 0; i < count; i++) {
            Stamp stamp = stamps[i];
            if (!isMine(stamp.pool) && !isMine(stamp.task)) {
                Records.offer(stamp);
            } else if (stamp.kind == Stamp.SUBMITTED) {
                answered.add("submit-site");
            }
        }
    }

    /** By identity: a stamp may hold the application's objects. */
    private boolean isMine(@Nullable Object object) {
        for (Object own : mine) {
            if (own == object) {
                return true;
            }
        }
        return false;
    }

    /**
     * A queue whose idle worker polls, for the few milliseconds that the test takes. {@code Condition.await}, on which the
     * JDK's queues wait, goes through {@code ForkJoinPool.managedBlock} and so initialises {@code ForkJoinPool} (17 and 25):
     * see {@link AsyncSelfTest}.
     */
    private static final class PolledQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public Runnable take() throws InterruptedException {
            while (true) {
                Runnable task = poll();
                if (task != null) {
                    return task;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(this, 100_000);
            }
        }
    }
}
