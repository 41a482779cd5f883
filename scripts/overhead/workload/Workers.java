package workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;

/** A fixed pool whose threads are known, so that their CPU time can be read. */
final class Workers implements AutoCloseable {
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    /** As the application has it: with {@code -Dwrapped=true} wrapped by Micrometer. */
    final ExecutorService pool;

    /** All its threads are started. */
    Workers(String name, int size) throws Exception {
        ThreadPoolExecutor plain = (ThreadPoolExecutor) Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, name + "-" + (threads.size() + 1));
            threads.add(thread);
            return thread;
        });
        plain.prestartAllCoreThreads();
        pool = Boolean.getBoolean("wrapped") ? wrapped(plain, name) : plain;
    }

    /** CPU nanoseconds of the workers while they do these, each in one. */
    long cpuOf(Runnable... tasks) throws Exception {
        long before = Slices.cpu(threads);
        List<Future<?>> results = new ArrayList<>();
        for (Runnable task : tasks) {
            results.add(pool.submit(task));
        }
        for (Future<?> result : results) {
            result.get();
        }
        return Slices.cpu(threads) - before;
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** {@code ExecutorServiceMetrics.monitor}, by name: Micrometer is on the class path only of the forks that use it. */
    private static ExecutorService wrapped(ExecutorService plain, String name) throws Exception {
        Class<?> registry = Class.forName("io.micrometer.core.instrument.MeterRegistry");
        Object simple = Class.forName("io.micrometer.core.instrument.simple.SimpleMeterRegistry")
                .getConstructor()
                .newInstance();
        return (ExecutorService) Class.forName("io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics")
                .getMethod("monitor", registry, ExecutorService.class, String.class, Iterable.class)
                .invoke(null, simple, plain, name, List.of());
    }
}
