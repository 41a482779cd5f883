package io.poolscope.tests.program;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/**
 * Timers of the JDK: one without a task, one with a task due in an hour, one that is often busy, and one whose task takes its
 * time with nothing behind it ({@code healthy}); and one whose task never returns while others are due ({@code sick}).
 */
public final class Timers {

    private Timers() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        new Timer("empty", true);
        new Timer("later", true).schedule(task(() -> {}), 3_600_000);
        new Timer("often", true).schedule(task(() -> {}), 0, 7);
        Timer alone = new Timer("alone", true);
        alone.schedule(task(Timers::waitForAMinute), 0, 3_600_000);
        Timer unnamed = new Timer(true);
        unnamed.schedule(task(() -> {}), 3_600_000);
        if (args[0].equals("sick")) {
            CountDownLatch never = new CountDownLatch(1);
            Timer nightly = new Timer("nightly", true);
            nightly.schedule(task(() -> never.await()), 0); // mark: timer
            nightly.schedule(task(() -> {}), 50, 500);
            nightly.schedule(task(() -> {}), 50);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    /** In an {@code Object.wait} as the timer's own is, but not of its queue. */
    private static void waitForAMinute() throws InterruptedException {
        Object something = new Object();
        synchronized (something) {
            something.wait(60_000);
        }
    }

    private static TimerTask task(Threads.Body body) {
        return new TimerTask() {
            @Override
            public void run() {
                body.runUnchecked();
            }
        };
    }
}
