package io.poolscope.tests.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Virtual threads that block below a class initialiser, below a native frame, or until another thread has initialised a
 * class; or that block as they should. Compiled for 17, where there are none.
 */
public final class Pins {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Pins() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        switch (args[0]) {
            case "all" -> all(virtual());
            case "some" -> some(virtual());
            case "well" -> well(virtual());
            case "none" ->
                Executors.newFixedThreadPool(1, Threads.named("plain")).execute(() -> {});
            default -> throw new IllegalArgumentException(args[0]);
        }
        Lifeline.moment("ready");
        Lifeline.stay();
    }

    private static ExecutorService virtual() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** A class whose initialiser does not end. */
    private static final class Lazy {
        static {
            try {
                NEVER.await(); // mark: initialiser
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static void touch() {}
    }

    /** One carrier is held by the initialiser, the other by a thread that needs the class; others queue for one. */
    private static void all(ExecutorService virtual) {
        for (int i = 0; i < 2; i++) {
            virtual.execute(() -> Lazy.touch()); // mark: class
        }
        for (int i = 0; i < 5; i++) {
            virtual.execute(() -> {});
        }
    }

    /** One of the carriers is held for 60 ms at a time, below a native frame. */
    private static void some(ExecutorService virtual) {
        virtual.execute(() -> {
            while (true) {
                lookUp();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
            }
        });
    }

    private static void lookUp() {
        try {
            Class.forName("nowhere.ToBeFound", false, new Waiting());
        } catch (ClassNotFoundException e) {
            return;
        }
        throw new IllegalStateException("found");
    }

    /** Called back by the JVM from {@code Class.forName0}. */
    private static final class Waiting extends ClassLoader {
        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60)); // mark: native
            throw new ClassNotFoundException(name);
        }
    }

    /** A thousand that wait for a latch or for a lock, or sleep, and one that is held for a moment only. */
    private static void well(ExecutorService virtual) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        for (int i = 0; i < 1000; i++) {
            int way = i % 3;
            virtual.execute(() -> call(() -> {
                switch (way) {
                    case 0 -> NEVER.await();
                    case 1 -> lock.lock();
                    default -> {
                        while (true) {
                            Thread.sleep(50);
                        }
                    }
                }
            }));
        }
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
