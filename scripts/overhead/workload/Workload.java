package workload;

import java.util.Locale;

/**
 * One JVM's worth of workloads. Prints "name figure" for each.
 *
 * <p>Arguments: groups of micro-workloads ({@code completed}, {@code lock}, {@code contention}, {@code execute},
 * {@code hand-over}, {@code ping-pong}, {@code chain}, {@code fork-join}), which give nanoseconds of CPU for each operation;
 * or {@code own} and how many threads, {@code resident} and how many seconds, {@code million} and how many virtual threads.
 */
public final class Workload {
    private Workload() {}

    public static void main(String[] args) throws Throwable {
        Locale.setDefault(Locale.ROOT);
        switch (args[0]) {
            case "own" -> OwnThread.run(Integer.parseInt(args[1]));
            case "resident" -> Resident.run(Integer.parseInt(args[1]));
            case "million" -> {
                Settled.await();
                Million.run(Integer.parseInt(args[1]));
            }
            default -> {
                Settled.await();
                for (String group : args) {
                    micro(group);
                }
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(Slices.sink == 42 ? 1 : 0);
    }

    private static void micro(String group) throws Exception {
        switch (group) {
            case "completed" -> Completed.run();
            case "lock" -> Uncontended.run();
            case "contention" -> Contended.run();
            case "execute" -> Execute.run();
            case "hand-over" -> HandOver.run();
            case "ping-pong" -> PingPong.run();
            case "chain" -> Chains.run();
            case "fork-join" -> ForkJoin.run();
            default -> throw new IllegalArgumentException(group);
        }
    }
}
