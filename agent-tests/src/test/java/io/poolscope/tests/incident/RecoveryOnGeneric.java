package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * Incident 1, SELF: a recovery on {@code generic} hands a step to {@code generic} and waits for it, in all its threads at once.
 * Elasticsearch's pool grows to its maximum before it queues, and its future is its own. poolscope must say that all workers of
 * generic wait at that line, and for generic itself; a future of a class that it has never seen proves nothing.
 */
public final class RecoveryOnGeneric {

    private static final int SIZE = 4;
    private static final ThreadPoolExecutor GENERIC = scaling();

    private RecoveryOnGeneric() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        CountDownLatch inside = new CountDownLatch(SIZE);
        for (int i = 0; i < SIZE; i++) {
            GENERIC.execute(() -> recover(inside));
        }
        while (GENERIC.getQueue().size() < SIZE) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void recover(CountDownLatch inside) {
        inside.countDown();
        Threads.await(inside);
        runWithGenericThreadPool(() -> {});
    }

    private static void runWithGenericThreadPool(Runnable step) {
        BaseFuture done = new BaseFuture();
        GENERIC.execute(() -> {
            step.run();
            done.set();
        });
        done.get(); // mark: recovery
    }

    /** Refuses a task that no thread waits for, so that the pool grows; what is refused by the full pool is queued then. */
    private static ThreadPoolExecutor scaling() {
        return new ThreadPoolExecutor(
                1,
                SIZE,
                30,
                TimeUnit.SECONDS,
                new ScalingQueue(),
                Threads.named("generic"),
                (task, full) -> full.getQueue().add(task));
    }

    private static final class ScalingQueue extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    /** As many projects have one: a latch of their own. */
    private static final class BaseFuture implements Future<String> {
        private final Sync sync = new Sync();

        void set() {
            sync.releaseShared(1);
        }

        @Override
        public String get() {
            sync.acquireShared(1);
            return "done";
        }

        @Override
        public String get(long timeout, TimeUnit unit) throws InterruptedException {
            return sync.tryAcquireSharedNanos(1, unit.toNanos(timeout)) ? "done" : "too late";
        }

        @Override
        public boolean cancel(boolean interrupt) {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDone() {
            return sync.isSet();
        }

        private static final class Sync extends AbstractQueuedSynchronizer {
            private static final long serialVersionUID = 1;

            boolean isSet() {
                return getState() != 0;
            }

            @Override
            protected int tryAcquireShared(int ignored) {
                return isSet() ? 1 : -1;
            }

            @Override
            protected boolean tryReleaseShared(int ignored) {
                setState(1);
                return true;
            }
        }
    }
}
