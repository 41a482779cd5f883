package io.poolscope.tests.stress;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a program begin only when the probes are woven, where the test says that there are any: {@code -Dwatched=true}. It is
 * asked by their effect, that a worker is known; all classes are woven in one batch.
 */
public final class Watched {

    /** Whether this JVM has poolscope with probes in it. */
    public static final boolean EXPECTED = Boolean.getBoolean("watched");

    /** Generous: the machine may be slow and busy. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Watched() {}

    /** Returns once the probes answer; at once where none are expected. */
    public static void await() throws Exception {
        if (!EXPECTED) {
            return;
        }
        ExecutorService pool = Executors.newSingleThreadExecutor();
        long end = System.nanoTime() + LIMIT_NANOS;
        Callable<Boolean> known = () -> known(Thread.currentThread());
        while (!pool.submit(known).get()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("no probe has answered");
            }
            Thread.sleep(5);
        }
        pool.shutdown();
    }

    /** A class of poolscope's in the bootstrap loader; null while it is not there, or not ready to be used. */
    public static @Nullable Class<?> bootstrap(String name) throws ReflectiveOperationException {
        try {
            Class<?> hooks = Class.forName("io.poolscope.bootstrap.Hooks", false, null);
            // Set last, and read once by classes that are initialised after it.
            return hooks.getField("threadId").get(null) == null
                    ? null
                    : Class.forName("io.poolscope.bootstrap." + name, false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static boolean known(Thread worker) throws ReflectiveOperationException {
        Class<?> records = bootstrap("Records");
        if (records == null) {
            return false;
        }
        Method of = records.getMethod("of", Thread.class);
        try {
            return of.invoke(null, worker) != null;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
