package org.apache.tomcat.util.threads;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** Has the fields by which Tomcat's executor is known, and does with them what Tomcat's does. */
public final class ThreadPoolExecutor {
    private static final int RUNNING = -1 << 29;

    private final AtomicInteger ctl = new AtomicInteger(RUNNING);
    private final BlockingQueue<Runnable> workQueue = new TaskQueue();
    private final AtomicInteger submittedCount = new AtomicInteger();
    private volatile int corePoolSize;
    private volatile int maximumPoolSize;
    private long completedTaskCount;

    public ThreadPoolExecutor(int core, int max) {
        this.corePoolSize = core;
        this.maximumPoolSize = max;
    }

    public void start(Runnable firstTask, String threadName) {
        ctl.incrementAndGet();
        submittedCount.incrementAndGet();
        Worker worker = new Worker(firstTask);
        Thread thread = new Thread(new WrappingRunnable(worker), threadName);
        thread.setDaemon(true);
        thread.start();
    }

    public void enqueue(Runnable task) {
        submittedCount.incrementAndGet();
        workQueue.add(task);
    }

    public int[] limits() {
        return new int[] {corePoolSize, maximumPoolSize};
    }

    private static final class WrappingRunnable implements Runnable {
        private final Runnable wrappedRunnable;

        WrappingRunnable(Runnable wrappedRunnable) {
            this.wrappedRunnable = wrappedRunnable;
        }

        @Override
        public void run() {
            wrappedRunnable.run();
        }
    }

    private final class Worker extends AbstractQueuedSynchronizer implements Runnable {
        private static final long serialVersionUID = 1L;

        private final transient Runnable firstTask;
        volatile long completedTasks;

        Worker(Runnable firstTask) {
            this.firstTask = firstTask;
        }

        @Override
        public void run() {
            try {
                Runnable task = firstTask;
                while (true) {
                    setState(1);
                    task.run();
                    completedTasks = completedTasks + 1;
                    submittedCount.decrementAndGet();
                    setState(0);
                    task = workQueue.take();
                }
            } catch (InterruptedException e) {
                completedTaskCount += completedTasks;
            }
        }
    }

    /** Refuses while the pool can grow. */
    static final class TaskQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1L;
    }
}
