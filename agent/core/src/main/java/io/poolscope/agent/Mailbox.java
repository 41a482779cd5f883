package io.poolscope.agent;

import io.poolscope.control.RefusedException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One slot for work that other threads of poolscope's want done on its own thread, since only that may touch the sampler,
 * the rules and the probes.
 *
 * <p>Assumptions: {@link #open}, {@link #read} and {@link #close} are called by poolscope's own thread. Guarantees: an
 * asker waits for a bounded time; work that was given up before it began is never done.
 */
final class Mailbox {
    private @Nullable Letter slot;
    private boolean closed;
    private volatile @Nullable Thread reader;

    /** One piece of work; guarded by the mailbox. */
    private static final class Letter {
        final Supplier<String> work;

        @Nullable
        String answer;

        @Nullable
        Throwable failure;

        boolean done;

        Letter(Supplier<String> work) {
            this.work = work;
        }
    }

    /** From now on there is somebody who reads. */
    void open() {
        reader = Thread.currentThread();
    }

    /**
     * Has work done and waits for its answer.
     *
     * @param limit for all of it, also for those who asked before
     */
    String ask(Supplier<String> work, Duration limit) throws RefusedException {
        if (Thread.currentThread() == reader) {
            return work.get();
        }
        Letter letter = new Letter(work);
        long until = System.nanoTime() + limit.toNanos();
        synchronized (this) {
            while (slot != null && !closed) {
                await(until);
            }
            if (!closed) {
                slot = letter;
                LockSupport.unpark(reader);
            }
            try {
                while (!letter.done && !closed) {
                    await(until);
                }
            } finally {
                if (slot == letter) {
                    slot = null;
                    notifyAll();
                }
            }
        }
        if (letter.failure instanceof RuntimeException failure) {
            throw failure;
        }
        if (letter.failure instanceof Error failure) {
            throw failure;
        }
        String answer = letter.answer;
        if (answer == null) {
            throw new RefusedException("poolscope is just leaving this JVM");
        }
        return answer;
    }

    private void await(long until) throws RefusedException {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new RefusedException("poolscope's own thread is busy: try again in some seconds");
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted");
        }
    }

    /** Does what lies there. Throws nothing. */
    void read() {
        Letter letter;
        synchronized (this) {
            letter = slot;
            slot = null;
        }
        if (letter == null) {
            return;
        }
        String answer = null;
        Throwable failure = null;
        try {
            answer = letter.work.get();
        } catch (Throwable e) {
            failure = e;
        }
        synchronized (this) {
            letter.answer = answer;
            letter.failure = failure;
            letter.done = true;
            notifyAll();
        }
    }

    /** Whoever waits is told that nobody reads any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
