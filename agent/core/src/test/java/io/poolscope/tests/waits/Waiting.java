package io.poolscope.tests.waits;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What waits of an application have in common: the line they are in, and how they end. */
public abstract class Waiting {
    /** A task that may throw. */
    public interface Body {
        void run(Blocking in) throws Exception;
    }

    /** A time limit that no test reaches. */
    static final long HOUR = 3_600_000;

    /** The line of the blocking call. */
    public volatile int line;

    final List<Body> releases = new ArrayList<>();
    volatile boolean released;

    final synchronized void atRelease(Body body) {
        releases.add(body);
    }

    /** Ends the wait. */
    public final synchronized void release() throws Exception {
        released = true;
        for (Body body : releases) {
            body.run((Blocking) this);
        }
    }

    /** The line after the caller's. */
    static int next() {
        return new Throwable().getStackTrace()[1].getLineNumber() + 1;
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
