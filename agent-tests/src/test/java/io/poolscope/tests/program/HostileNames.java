package io.poolscope.tests.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pool whose worker waits for ever, and whose name is made to harm who prints it. */
public final class HostileNames {
    /** Clears a screen, sets a window's title, starts a line, turns the direction of writing, stands alone, is wide. */
    public static final String NAME =
            "evil\u001b[2J\u001b]0;owned\u0007\r\nline\u202e\ud800<b>\u6ce8\u6587e\u0301" + "x".repeat(100_000);

    private HostileNames() {}

    public static void main(String[] args) {
        Lifeline.hold();
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(1, task -> new Thread(task, NAME + "-1"));
        pool.execute(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Lifeline.say("stuck");
    }
}
