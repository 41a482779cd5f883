package io.poolscope.probe;

import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.WorkerRecord;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** With {@code object-wait}: exact counts, and every exception of the original. */
final class ObjectWaitMain {
    private static final Object MONITOR = new Object();

    private ObjectWaitMain() {}

    public static void main(String[] args) throws Exception {
        Check.equal("15 of 15 probes active", Woven.probing.summary(), "summary");
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        WorkerRecord record =
                pool.submit(() -> Records.of(Thread.currentThread())).get();
        pool.submit(ObjectWaitMain::waits).get();
        Check.equal(3L, record.objectWaits, "waits");
        Check.that(record.objectWaitNanos >= 3 * 4_500_000L, "time " + record.objectWaitNanos);
        Check.equal(3L, record.written, "stacks");
        Check.equal(WorkerRecord.OBJECT_WAIT, record.traceKinds[2], "kind");
        pool.submit(ObjectWaitMain::illegal).get();
        Future<Boolean> interrupted = pool.submit(ObjectWaitMain::interrupted);
        Check.eventually(() -> record.thread.getState() == Thread.State.WAITING && record.task == interrupted, "waits");
        synchronized (MONITOR) {
            // Entered: so the wait has given the monitor up.
            record.thread.interrupt();
        }
        Check.that(interrupted.get(), "interrupted with the flag cleared");
        notified(pool);
        Woven.probing.close();
        long before = record.objectWaits;
        pool.submit(ObjectWaitMain::waits).get();
        Check.equal(before, record.objectWaits, "detached");
        pool.shutdown();
        System.out.println("ok");
    }

    private static Boolean waits() throws InterruptedException {
        synchronized (MONITOR) {
            MONITOR.wait(5);
            MONITOR.wait(5, 1);
            MONITOR.wait(5);
        }
        return true;
    }

    private static Boolean illegal() throws InterruptedException {
        try {
            MONITOR.wait();
            throw Check.fail("waited without the monitor");
        } catch (IllegalMonitorStateException expected) {
            synchronized (MONITOR) {
                try {
                    MONITOR.wait(-1);
                    throw Check.fail("waited for a negative time");
                } catch (IllegalArgumentException alsoExpected) {
                    return true;
                }
            }
        }
    }

    private static Boolean interrupted() {
        synchronized (MONITOR) {
            try {
                while (true) {
                    MONITOR.wait();
                }
            } catch (InterruptedException e) {
                return !Thread.currentThread().isInterrupted();
            }
        }
    }

    private static void notified(ThreadPoolExecutor pool) throws Exception {
        boolean[] ready = new boolean[2];
        Future<Boolean> waits = pool.submit(() -> {
            synchronized (MONITOR) {
                ready[0] = true;
                while (!ready[1]) {
                    MONITOR.wait();
                }
            }
            return true;
        });
        Check.eventually(
                () -> {
                    synchronized (MONITOR) {
                        ready[1] = ready[0];
                        MONITOR.notifyAll();
                        return ready[1];
                    }
                },
                "notified");
        Check.that(waits.get(), "ends");
    }
}
