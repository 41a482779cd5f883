package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * 43, CARRIER, sboesebeck/morphium#234: all carriers are held by virtual threads that wait, pinned, for the lock of an
 * appender; who has it is a virtual thread that gave up its carrier meanwhile, and gets none to go on. There it was
 * {@code synchronized} on 21 that pinned; here it is a native frame, a class loader that the JVM called, which still does.
 *
 * <p>poolscope must say that all carriers are held, at which line, and that the lock's holder is a virtual thread that has no
 * carrier. With two carriers; compiled for 17, where there are no virtual threads.
 */
public final class PinnedBehindLock {

    private static final ReentrantLock APPENDER = new ReentrantLock();

    private PinnedBehindLock() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        CountDownLatch held = new CountDownLatch(1);
        virtual.execute(() -> flush(held));
        held.await();
        for (int i = 0; i < 6; i++) {
            virtual.execute(PinnedBehindLock::load);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void flush(CountDownLatch held) {
        append(() -> {
            held.countDown();
            // Sleeps, and so leaves its carrier: who needs it next finds none.
            Slow.sleep(500);
        });
    }

    private static void append(Runnable event) {
        APPENDER.lock(); // mark: lock
        try {
            event.run();
        } finally {
            APPENDER.unlock();
        }
    }

    private static void load() {
        try {
            Class.forName("io.poolscope.Missing", false, new LoggingLoader());
        } catch (ClassNotFoundException e) {
            append(() -> {});
        }
    }

    private static final class LoggingLoader extends ClassLoader {
        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            append(() -> {});
            throw new ClassNotFoundException(name);
        }
    }
}
