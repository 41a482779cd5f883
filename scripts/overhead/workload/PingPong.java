package workload;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Two workers that wake each other in turn; an operation is there and back. To be run on one processor, see
 * {@link HandOver}.
 */
final class PingPong {
    private static final int OPERATIONS = 2_000;

    private PingPong() {}

    static void run() throws Exception {
        measure("ping-pong-park", PingPong::park);
        measure("ping-pong-wait", PingPong::objectWait);
        measure("ping-pong-synchronous-queue", PingPong::synchronousQueue);
    }

    private interface Game {
        long play(Workers workers) throws Exception;
    }

    private static void measure(String name, Game game) throws Exception {
        try (Workers workers = new Workers(name, 2)) {
            Slices.measure(name, OPERATIONS, () -> game.play(workers));
        }
    }

    /** Whose turn it is: a thread waits until it is the other's no more. */
    private static final class Turn {
        private volatile Thread first;
        private volatile Thread second;
        private volatile boolean isSecond;

        private void first() {
            first = Thread.currentThread();
            while (second == null) {
                Thread.yield();
            }
            for (int i = 0; i < OPERATIONS; i++) {
                isSecond = true;
                LockSupport.unpark(second);
                while (isSecond) {
                    LockSupport.park(this);
                }
            }
        }

        private void second() {
            second = Thread.currentThread();
            while (first == null) {
                Thread.yield();
            }
            for (int i = 0; i < OPERATIONS; i++) {
                while (!isSecond) {
                    LockSupport.park(this);
                }
                isSecond = false;
                LockSupport.unpark(first);
            }
        }
    }

    private static long park(Workers workers) throws Exception {
        Turn turn = new Turn();
        return workers.cpuOf(turn::first, turn::second);
    }

    private static long objectWait(Workers workers) throws Exception {
        boolean[] isSecond = new boolean[1];
        return workers.cpuOf(() -> alternate(isSecond, false), () -> alternate(isSecond, true));
    }

    private static void alternate(boolean[] isSecond, boolean mine) {
        synchronized (isSecond) {
            for (int i = 0; i < OPERATIONS; i++) {
                while (isSecond[0] != mine) {
                    try {
                        isSecond.wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                isSecond[0] = !mine;
                isSecond.notify();
            }
        }
    }

    private static long synchronousQueue(Workers workers) throws Exception {
        SynchronousQueue<Integer> ping = new SynchronousQueue<>();
        SynchronousQueue<Integer> pong = new SynchronousQueue<>();
        return workers.cpuOf(() -> exchange(ping, pong, true), () -> exchange(pong, ping, false));
    }

    private static void exchange(SynchronousQueue<Integer> to, SynchronousQueue<Integer> from, boolean begins) {
        try {
            for (int i = 0; i < OPERATIONS; i++) {
                if (begins) {
                    to.put(i);
                }
                Slices.sink += from.take();
                if (!begins) {
                    to.put(i);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
