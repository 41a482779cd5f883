package workload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import shop.Busy;

/** Memory of a shop that is busy for some seconds: the most that was resident, and the heap after a collection. */
final class Resident {
    private static final double MB = 1024 * 1024;

    private Resident() {}

    static void run(int seconds) throws Exception {
        Thread shop = new Thread(() -> {
            try {
                Busy.main(new String[] {"/dev/null"});
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        shop.setDaemon(true);
        shop.start();
        Thread.sleep(seconds * 1000L);
        printPeak();
        System.gc();
        Thread.sleep(200);
        System.gc();
        System.out.printf(
                "heap-mb %.3f%n",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MB);
    }

    /** "peak-mb", of all memory of this process that was ever resident; nothing where the system does not tell. */
    static void printPeak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    // In kB (proc(5)).
                    System.out.printf("peak-mb %.3f%n", Long.parseLong(line.replaceAll("\\D", "")) / 1024.0);
                }
            }
        }
    }
}
