package io.netty.util.concurrent;

/** Stands for a library's promise, which is no {@code java.util.concurrent.Future} and waits on its own monitor. */
public final class StubPromise {
    private boolean done;

    public synchronized void await() throws InterruptedException {
        while (!done) {
            wait();
        }
    }

    public synchronized void done() {
        done = true;
        notifyAll();
    }
}
