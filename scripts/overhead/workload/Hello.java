package workload;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Prints how long after the JVM's start main began, and what CPU time and memory the process used until some time later. */
public final class Hello {
    public static void main(String[] args) throws Exception {
        long main = System.currentTimeMillis();
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println("main-after-ms " + (main - start));
        System.out.println("main-at " + main);
        Thread.sleep(Long.parseLong(args[0]));
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println("cpu-ms " + os.getProcessCpuTime() / 1_000_000);
        Resident.printPeak();
    }
}
