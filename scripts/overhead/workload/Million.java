package workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/**
 * Many virtual threads that are parked all at once, then go on and end; CPU of the whole process, for each. JDK 21 or
 * later.
 */
final class Million {
    private Million() {}

    static void run(int threads) throws Throwable {
        // This is compiled for 17.
        MethodHandle start = MethodHandles.publicLookup()
                .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        CountDownLatch parked = new CountDownLatch(threads);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(threads);
        Runnable task = () -> {
            parked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended.countDown();
        };
        long before = os.getProcessCpuTime();
        for (int i = 0; i < threads; i++) {
            Thread started = (Thread) start.invokeExact(task);
        }
        parked.await();
        go.countDown();
        ended.await();
        System.out.printf("cpu-us %.4f%n", (os.getProcessCpuTime() - before) / 1e3 / threads);
        Resident.printPeak();
    }
}
