package io.poolscope.attach;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does what may never return, for a limited time. The JDK's attach waits for ever on a JVM that was stopped, and can't be
 * told not to. What does not return stays behind on its daemon thread, until the command line ends.
 */
final class Limited {
    /** What may not return. */
    interface Work<T> {
        T get() throws IOException;
    }

    private Limited() {}

    /**
     * Does it.
     *
     * @param late what the user is told when it took too long
     */
    static <T> T run(Duration limit, String late, Work<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "poolscope-attach");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new AttachException(late, e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new AttachException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
