package io.poolscope.tests.waits;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** A future as many applications have one: a latch of their own inside. */
public final class OwnFuture implements Future<String> {
    private final Sync sync = new Sync();

    /** Not a method by which a future is awaited: an application's line. */
    public void waitForIt() {
        get();
    }

    /** Ends all waits. */
    public void complete() {
        sync.releaseShared(1);
    }

    @Override
    public String get() {
        sync.acquireShared(1);
        return "done";
    }

    @Override
    public String get(long timeout, TimeUnit unit) {
        return get();
    }

    @Override
    public boolean cancel(boolean interrupt) {
        return false;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean isDone() {
        return sync.isSet();
    }

    private static final class Sync extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1;

        boolean isSet() {
            return getState() != 0;
        }

        @Override
        protected int tryAcquireShared(int ignored) {
            return isSet() ? 1 : -1;
        }

        @Override
        protected boolean tryReleaseShared(int ignored) {
            setState(1);
            return true;
        }
    }
}
