package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CountDownLatch;

/**
 * Timers of the JDK: one without a task, one with a task due in an hour, one that is often busy, and one whose task takes its
 * time with nothing behind it ({@code healthy}); and one whose task never returns while others are due ({@code sick}).
 */
public final class Timers {

    /** A timer that nobody refers to ends. */
    private static final List<Timer> KEPT = new ArrayList<>();

    private Timers() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        kept(new Timer("empty", true));
        kept(new Timer("later", true)).schedule(Threads.timed(() -> {}), 3_600_000);
        kept(new Timer("often", true)).schedule(Threads.timed(() -> {}), 0, 7);
        kept(new Timer("alone", true)).schedule(Threads.timed(Timers::waitForAnHour), 0, 3_600_000);
        kept(new Timer(true)).schedule(Threads.timed(() -> {}), 3_600_000);
        if (args[0].equals("sick")) {
            CountDownLatch never = new CountDownLatch(1);
            Timer nightly = kept(new Timer("nightly", true));
            nightly.schedule(Threads.timed(() -> never.await()), 0); // mark: timer
            nightly.schedule(Threads.timed(() -> {}), 50, 500);
            nightly.schedule(Threads.timed(() -> {}), 50);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static Timer kept(Timer timer) {
        KEPT.add(timer);
        return timer;
    }

    /** In an {@code Object.wait} as the timer's own is, but not of its queue. */
    private static void waitForAnHour() throws InterruptedException {
        Object something = new Object();
        synchronized (something) {
            something.wait(3_600_000);
        }
    }
}
