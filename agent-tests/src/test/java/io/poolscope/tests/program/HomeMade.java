package io.poolscope.tests.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Somebody's own pool: four threads that take from a queue. Its tasks return at once ({@code idle}), or never
 * ({@code stuck}).
 */
public final class HomeMade {

    private HomeMade() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        for (int i = 1; i <= 4; i++) {
            Thread thread = new Thread(new Taker(tasks), "crunch-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        for (int i = 0; i < 20; i++) {
            tasks.add(args[0].equals("stuck") ? () -> new CompletableFuture<Void>().join() : () -> {});
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private record Taker(LinkedBlockingQueue<Runnable> tasks) implements Runnable {
        @Override
        public void run() {
            try {
                while (true) {
                    tasks.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
