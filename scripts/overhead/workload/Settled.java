package workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Agents go on starting beside main: what is measured begins when that is over. */
final class Settled {
    private static final long AT_LEAST_MS = 400;
    private static final long AT_MOST_MS = 12_000;
    private static final long LOOK_MS = 300;
    /** CPU that a JVM which only keeps an agent may use in a look. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Settled() {}

    /** Returns when this JVM has nearly nothing to do any more. */
    static void await() throws InterruptedException {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AT_MOST_MS);
        Thread.sleep(AT_LEAST_MS);
        long before;
        do {
            before = os.getProcessCpuTime();
            Thread.sleep(LOOK_MS);
        } while (os.getProcessCpuTime() - before > QUIET_NANOS && System.nanoTime() < end);
    }
}
