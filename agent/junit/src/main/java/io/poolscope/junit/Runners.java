package io.poolscope.junit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pools that run the tests, where these run in parallel: a test that waits makes them starve, which says nothing of what
 * is tested. Any thread.
 */
final class Runners {
    /** Of fork-join pools (ForkJoinWorkerThread, 17 to 25), and of JUnit's own since 6.1. */
    private static final Pattern WORKER = Pattern.compile("(.+)-worker-\\d+");
    /** A run has one, and one more for each run within a test. */
    private static final int MOST = 100;

    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    private Runners() {}

    /** The calling thread runs a test. */
    static void note() {
        Matcher worker = WORKER.matcher(Thread.currentThread().getName());
        if (worker.matches() && NAMES.size() < MOST) {
            NAMES.add(worker.group(1));
        }
    }

    /** As poolscope calls them. */
    static List<String> names() {
        return List.copyOf(NAMES);
    }
}
