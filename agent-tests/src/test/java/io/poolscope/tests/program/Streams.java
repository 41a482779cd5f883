package io.poolscope.tests.program;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Parallel streams, whose elements are added up ({@code healthy}), or asked for one by one in another pool ({@code sick}). */
public final class Streams {

    private static final ExecutorService PRICES = Executors.newFixedThreadPool(16, Threads.named("prices"));

    private Streams() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        boolean sick = args[0].equals("sick");
        Threads.start("caller", () -> {
            while (true) {
                if (sick) {
                    IntStream.range(0, 64).parallel().forEach(i -> price());
                } else if (IntStream.range(0, 10_000).parallel().sum() < 0) {
                    throw new IllegalStateException("a sum of numbers above zero");
                }
                Thread.sleep(5);
            }
        });
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void price() {
        Threads.Body asked = () -> PRICES.submit(() -> Slow.sleep(100)).get(); // mark: stream
        asked.runUnchecked();
    }
}
