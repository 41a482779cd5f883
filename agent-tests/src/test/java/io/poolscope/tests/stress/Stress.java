package io.poolscope.tests.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Runs every trial over and over for so many milliseconds, and at least twice. A trial has many interleavings and one result:
 * what is printed, each result once, is the same in every round and run, and a line {@code rounds N} at the end.
 */
public final class Stress {

    private Stress() {}

    public static void main(String[] args) throws Exception {
        Watched.await();
        Map<String, Callable<?>> trials = new LinkedHashMap<>();
        Shutdowns.addTo(trials);
        Invocations.addTo(trials);
        Cancellations.addTo(trials);
        ForkJoins.addTo(trials);
        VirtualThreads.addTo(trials);
        Map<String, Set<String>> results = new LinkedHashMap<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[0]));
        int rounds = 0;
        do {
            for (Map.Entry<String, Callable<?>> trial : trials.entrySet()) {
                results.computeIfAbsent(trial.getKey(), name -> new LinkedHashSet<>())
                        .add(Trials.end(trial.getValue()));
            }
            rounds++;
        } while (rounds < 2 || System.nanoTime() - end < 0);
        List<String> lines = new ArrayList<>();
        results.forEach((name, all) -> lines.add(name + ": " + String.join(" | ", all)));
        lines.add("rounds " + rounds);
        System.out.println(String.join("\n", lines));
        System.exit(0);
    }
}
