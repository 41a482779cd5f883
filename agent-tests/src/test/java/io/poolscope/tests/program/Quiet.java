package io.poolscope.tests.program;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small pool with a little work, for as long as the test wants; says {@code working} once it works. */
public final class Quiet {

    private Quiet() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("quiet"));
        pool.submit(() -> {}).get();
        Lifeline.say("working");
        while (true) {
            pool.submit(() -> {}).get();
            Thread.sleep(50);
        }
    }
}
