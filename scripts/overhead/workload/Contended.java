package workload;

import java.util.concurrent.locks.ReentrantLock;

/** Two workers that want the same lock, and each time one of them waits for it. To be run on one processor. */
final class Contended {
    private static final int OPERATIONS = 2_000;

    private Contended() {}

    static void run() throws Exception {
        lock();
        monitor();
    }

    /** The other comes to run, and finds the lock taken, while this one yields; a fair lock then goes to the one that waits. */
    private static void lock() throws Exception {
        ReentrantLock lock = new ReentrantLock(true);
        Runnable task = () -> {
            for (int i = 0; i < OPERATIONS; i++) {
                lock.lock();
                try {
                    Slices.sink++;
                    if (!lock.hasQueuedThreads()) {
                        Thread.yield();
                    }
                } finally {
                    lock.unlock();
                }
            }
        };
        try (Workers workers = new Workers("contended-lock", 2)) {
            Slices.measure("contended-lock", 2 * OPERATIONS, () -> workers.cpuOf(task, task));
        }
    }

    /** The same with a monitor. */
    private static void monitor() throws Exception {
        Object monitor = new Object();
        Runnable task = () -> {
            for (int i = 0; i < OPERATIONS; i++) {
                synchronized (monitor) {
                    Slices.sink++;
                    Thread.yield();
                }
            }
        };
        try (Workers workers = new Workers("contended-monitor", 2)) {
            Slices.measure("contended-monitor", 2 * OPERATIONS, () -> workers.cpuOf(task, task));
        }
    }
}
