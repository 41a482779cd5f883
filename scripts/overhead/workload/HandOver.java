package workload;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Submit and wait for the result: two parks and two wake-ups. To be run on one processor: a thread that is woken on another,
 * idle one costs 4 or 40 us on a virtual machine, by how deep that one sleeps.
 */
final class HandOver {
    private static final int OPERATIONS = 2_000;

    private HandOver() {}

    static void run() throws Exception {
        try (Workers inner = new Workers("inner", 1);
                Workers outer = new Workers("outer", 1)) {
            Callable<Integer> seven = () -> 7;
            Slices.Slice ask = () -> {
                List<Thread> threads = List.of(Thread.currentThread(), inner.threads.get(0));
                long before = Slices.cpu(threads);
                for (int i = 0; i < OPERATIONS; i++) {
                    Slices.sink += inner.pool.submit(seven).get();
                }
                return Slices.cpu(threads) - before;
            };
            Slices.measure("submit-and-get", OPERATIONS, ask);
            // The same inside a worker of another pool: here the probes keep their books.
            Slices.measure(
                    "submit-and-get-in-task",
                    OPERATIONS,
                    () -> outer.pool.submit(ask::run).get());
        }
    }
}
