package workload;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** Fork-join recursion in one worker; an operation is twenty Fibonacci numbers of 20. */
final class ForkJoin {
    private ForkJoin() {}

    private static final class Fib extends RecursiveTask<Integer> {
        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fib left = new Fib(n - 1);
            left.fork();
            return new Fib(n - 2).compute() + left.join();
        }
    }

    static void run() throws Exception {
        List<Thread> workers = new CopyOnWriteArrayList<>();
        ForkJoinPool pool = new ForkJoinPool(
                1,
                p -> {
                    var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(p);
                    workers.add(thread);
                    return thread;
                },
                null,
                false);
        pool.invoke(new Fib(5));
        Slices.measure("fork-join-fib", 1, () -> {
            long before = Slices.cpu(workers);
            for (int i = 0; i < 20; i++) {
                Slices.sink += pool.submit(new Fib(20)).get();
            }
            return Slices.cpu(workers) - before;
        });
        pool.shutdown();
    }
}
