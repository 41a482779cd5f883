import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What it costs to see virtual threads that cannot leave their carriers: the CPU time of poolscope's thread, in percent of one
 * core, in programs with and without virtual threads; and beside it what the two other sources would cost. Needs JDK 25:
 * {@code java scripts/pinned/PinnedPrice.java poolscope.jar [forks]}. The situations take turns, fork by fork, and the
 * smallest, the median and the largest figure are told.
 */
public final class PinnedPrice {
    private static final List<String> SITUATIONS = List.of("no-virtual-threads", "blocked-10000", "pinned", "jfr", "containers");

    public static void main(String[] args) throws Exception {
        if (args[0].equals("child")) {
            child(args[1]);
            return;
        }
        int forks = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<List<Double>> figures = new ArrayList<>();
        SITUATIONS.forEach(s -> figures.add(new ArrayList<>()));
        for (int fork = 0; fork < forks; fork++) {
            for (int s = 0; s < SITUATIONS.size(); s++) {
                figures.get(s).add(fork(args[0], SITUATIONS.get(s)));
            }
        }
        System.out.println("Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + forks + " forks");
        for (int s = 0; s < SITUATIONS.size(); s++) {
            List<Double> sorted = figures.get(s);
            Collections.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %9.3f %9.3f %9.3f %s%n",
                    SITUATIONS.get(s),
                    sorted.get(0),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() - 1),
                    s < 3 ? "% of a core" : s == 3 ? "ms of CPU to start the stream" : "ms a walk over 100,000");
        }
    }

    private static double fork(String agent, String situation) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djdk.virtualThreadScheduler.parallelism=2",
                "-Djdk.virtualThreadScheduler.maxPoolSize=2",
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED"));
        if (SITUATIONS.indexOf(situation) < 3) {
            command.add("-javaagent:" + agent + "=log=none");
        }
        String source = Path.of("scripts", "pinned", "PinnedPrice.java").toString();
        command.addAll(List.of(source, "child", situation));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("figure ")) {
                    return Double.parseDouble(line.substring(7));
                }
            }
        } finally {
            process.destroyForcibly();
        }
        throw new IllegalStateException("no figure from " + situation);
    }

    private static void child(String situation) throws Exception {
        switch (situation) {
            case "jfr" -> jfr();
            case "containers" -> containers();
            default -> {
                start(situation);
                Thread.sleep(15_000);
                long before = ownCpu();
                long since = System.nanoTime();
                Thread.sleep(30_000);
                figure(100.0 * (ownCpu() - before) / (System.nanoTime() - since));
            }
        }
        System.exit(0);
    }

    private static void start(String situation) {
        CountDownLatch never = new CountDownLatch(1);
        if (situation.equals("blocked-10000")) {
            blocked(10_000, never);
        } else if (situation.equals("pinned")) {
            for (int i = 0; i < 2; i++) {
                Thread.ofVirtual().start(() -> {
                    while (true) {
                        try {
                            Class.forName("nowhere.ToBeFound", false, new Waiting());
                        } catch (ClassNotFoundException e) {
                            LockSupport.parkNanos(30_000_000);
                        }
                    }
                });
            }
        }
    }

    private static void blocked(int count, CountDownLatch latch) {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < count; i++) {
            executor.submit(() -> {
                latch.await();
                return null;
            });
        }
    }

    private static final class Waiting extends ClassLoader {
        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            LockSupport.parkNanos(60_000_000);
            throw new ClassNotFoundException(name);
        }
    }

    private static long ownCpu() {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("poolscope")) {
                cpu += threads.getThreadCpuTime(id);
            }
        }
        return cpu;
    }

    private static void jfr() throws Exception {
        Thread.sleep(2_000);
        var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = os.getProcessCpuTime();
        var stream = new jdk.jfr.consumer.RecordingStream();
        stream.enable("jdk.VirtualThreadPinned").withoutThreshold();
        stream.onEvent(event -> {});
        stream.startAsync();
        Thread.sleep(5_000);
        figure((os.getProcessCpuTime() - before) / 1e6);
    }

    /** As {@code jcmd Thread.dump_to_file} finds them. */
    private static void containers() throws Exception {
        blocked(100_000, new CountDownLatch(1));
        Thread.sleep(3_000);
        Class<?> all = Class.forName("jdk.internal.vm.ThreadContainers");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long since = System.nanoTime();
            long count = containers(all.getMethod("root").invoke(null));
            best = count < 100_000 ? best : Math.min(best, System.nanoTime() - since);
        }
        figure(best / 1e6);
    }

    private static long containers(Object container) throws Exception {
        Class<?> type = Class.forName("jdk.internal.vm.ThreadContainer");
        Stream<?> threads = (Stream<?>) type.getMethod("threads").invoke(container);
        long count = threads.filter(thread -> ((Thread) thread).getState() != Thread.State.TERMINATED)
                .count();
        Stream<?> children = (Stream<?>) type.getMethod("children").invoke(container);
        for (Object child : children.toList()) {
            count += containers(child);
        }
        return count;
    }

    private static void figure(double figure) {
        System.out.println("figure " + figure);
    }
}
