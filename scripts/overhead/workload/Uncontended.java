package workload;

import java.util.concurrent.locks.ReentrantLock;

/** A lock that nobody else wants. */
final class Uncontended {
    private static final int OPERATIONS = 1_000;
    private static final int BATCHES = 2_000;

    private Uncontended() {}

    static void run() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Slices.measure("uncontended-lock", BATCHES * OPERATIONS, () -> Slices.batches(BATCHES, () -> {
            long sum = 0;
            for (int i = 0; i < OPERATIONS; i++) {
                lock.lock();
                try {
                    sum++;
                } finally {
                    lock.unlock();
                }
            }
            return sum;
        }));
    }
}
