package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * 44, CARRIER, trinodb/trino#21512, keycloak/keycloak#48905, google/dagger#4079, zulu#341: virtual threads block in class
 * initialisers and in native frames, and hold their carriers for as long.
 *
 * <p>poolscope must say for each line how long it holds carriers, and what pins there. With four carriers; compiled for 17,
 * where there are no virtual threads.
 */
public final class PinnedBySite {

    private static volatile boolean read;

    private PinnedBySite() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        for (int i = 0; i < 2; i++) {
            virtual.execute(() -> {
                while (true) {
                    service();
                    Slow.sleep(200);
                }
            });
        }
        virtual.execute(Settings::touch);
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void service() {
        try {
            Class.forName("io.poolscope.Provider", false, new RemoteLoader());
        } catch (ClassNotFoundException e) {
            Slow.sleep(1);
        }
    }

    private static final class RemoteLoader extends ClassLoader {
        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(120);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left); // mark: loader
            }
            throw new ClassNotFoundException(name);
        }
    }

    /** Reads its settings from afar when it is first used. */
    private static final class Settings {
        static {
            while (!read) {
                LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(10)); // mark: initialiser
            }
        }

        static void touch() {}
    }
}
