package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Incident 10, LOCK and COMMON: a thread of the common pool makes something that needs a singleton, while the main thread holds
 * the lock under which all singletons are made, and joins that thread. The common pool has other workers, so it goes on; these
 * two never do. poolscope must say that main holds the lock, where it joins, and that the worker which it waits for wants the
 * lock.
 */
public final class SingletonLock {

    private static final Map<String, Object> SINGLETONS = new ConcurrentHashMap<>();

    private SingletonLock() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Lifeline.moment("there");
        Lifeline.awaitGo();
        synchronized (SINGLETONS) {
            CompletableFuture.supplyAsync(() -> singleton("feign.Client")).join(); // mark: join
        }
    }

    private static Object singleton(String name) {
        synchronized (SINGLETONS) {
            return SINGLETONS.computeIfAbsent(name, any -> new Object());
        }
    }
}
