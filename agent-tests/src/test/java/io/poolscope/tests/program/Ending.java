package io.poolscope.tests.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Works until {@code go}, then ends in the way that the argument says. */
public final class Ending {

    private Ending() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("ending"));
        pool.submit(() -> {}).get();
        Lifeline.say("working");
        if (args[0].equals("hang")) {
            hang(pool);
        }
        Lifeline.awaitGo();
        Lifeline.moment("ending");
        switch (args[0]) {
            case "return" -> pool.shutdown();
            case "exit" -> System.exit(7);
            case "throw" -> throw new IllegalStateException("on purpose");
            default -> Lifeline.stay();
        }
    }

    private static void hang(ExecutorService pool) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                try {
                    inside.countDown();
                    inside.await();
                    Future<String> inner = pool.submit(() -> "never runs");
                    inner.get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        inside.await();
    }
}
