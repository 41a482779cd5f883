package workload;

import java.util.concurrent.locks.ReentrantLock;

/** Two workers that want the same lock, and each time one of them waits for it. To be run on one processor. */
final class Contended {
    /** Of each of the two. */
    private static final int OPERATIONS = 1_000;

    private Contended() {}

    static void run() throws Exception {
        try (Workers workers = new Workers("contended", 2)) {
            Slices.measure("contended-lock", 2 * OPERATIONS, () -> {
                Fair fair = new Fair();
                return workers.cpuOf(fair::take, fair::take);
            });
            Slices.measure("contended-monitor", 2 * OPERATIONS, () -> {
                Monitor monitor = new Monitor();
                Thread one = workers.threads.get(0);
                Thread two = workers.threads.get(1);
                Runnable task = () -> monitor.take(Thread.currentThread() == one ? two : one);
                return workers.cpuOf(task, task);
            });
        }
    }

    /** A worker keeps it until the other waits for it, who then gets it. */
    private static final class Fair {
        private final ReentrantLock lock = new ReentrantLock(true);
        private volatile boolean isOneDone;

        private void take() {
            for (int i = 0; i < OPERATIONS; i++) {
                lock.lock();
                try {
                    while (!lock.hasQueuedThreads() && !isOneDone) {
                        Thread.yield();
                    }
                } finally {
                    lock.unlock();
                }
            }
            isOneDone = true;
        }
    }

    /** The same; as a monitor goes to whoever comes first, a worker that has had it lets the other go first. */
    private static final class Monitor {
        private volatile Thread last;
        private volatile boolean isOneDone;

        private void take(Thread other) {
            for (int i = 0; i < OPERATIONS; i++) {
                synchronized (this) {
                    last = Thread.currentThread();
                    while (other.getState() != Thread.State.BLOCKED && !isOneDone) {
                        Thread.yield();
                    }
                }
                while (last != other && !isOneDone) {
                    Thread.yield();
                }
            }
            isOneDone = true;
        }
    }
}
