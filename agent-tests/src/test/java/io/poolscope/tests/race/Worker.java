package io.poolscope.tests.race;

import io.poolscope.tests.stress.Watched;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;

/** Makes the threads of a race known to the probes as workers: for others the advice on waits does nothing. */
final class Worker {

    /** Races between the begins of two tasks of such a worker, so that tasks end too, with what was kept of them. */
    private static final int RACES_A_TASK = 1000;

    private static final MethodHandle BEGINS = begins();
    private static final ThreadLocal<int[]> RACES = ThreadLocal.withInitial(() -> new int[1]);

    private Worker() {}

    /** The current thread is about to race. Waits, the first time, until the probes are in. */
    static void here() {
        if (Watched.EXPECTED && RACES.get()[0]++ % RACES_A_TASK == 0) {
            begin();
        }
    }

    private static void begin() {
        try {
            BEGINS.invoke(new Object());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle begins() {
        MethodType type = MethodType.methodType(void.class, Object.class);
        try {
            Watched.await();
            if (!Watched.EXPECTED) {
                return MethodHandles.empty(type);
            }
            Class<?> hooks = Objects.requireNonNull(Watched.bootstrap("Hooks"));
            return MethodHandles.publicLookup().findStatic(hooks, "workerStarted", type);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
