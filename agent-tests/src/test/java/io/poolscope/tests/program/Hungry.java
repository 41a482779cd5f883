package io.poolscope.tests.program;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs out of memory time after time, and each time gets over it, until the named file is there; a pool waits for itself. */
public final class Hungry {

    private static final int BLOCK = 1 << 16;

    private Hungry() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService single = Executors.newSingleThreadExecutor(Threads.named("stands"));
        single.execute(() -> {
            try {
                single.submit(() -> "never runs").get(); // mark: stands
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("works"));
        List<byte[]> eaten = new ArrayList<>();
        Lifeline.awaitGo();
        int times = 0;
        boolean right = true;
        File enough = new File(args[0]);
        for (boolean full = false; times < 3 || !enough.exists(); full = false) {
            while (!full) {
                try {
                    eaten.add(new byte[BLOCK]);
                } catch (OutOfMemoryError e) {
                    // Holds on to all of it for a moment: whoever wants memory now gets none.
                    full = true;
                }
            }
            Thread.sleep(30);
            eaten.clear();
            eaten = new ArrayList<>();
            times++;
            right &= pool.submit(() -> 6 * 7).get() == 42;
        }
        Lifeline.say("ran out and went on: " + right);
        System.exit(3);
    }
}
