package io.poolscope.watch;

import io.poolscope.jdk.VirtualThreads;
import io.poolscope.snapshot.CodeLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Waits of virtual threads that cannot leave their carriers: to the sampler waits of the carrier, of which the stack is that
 * of the virtual thread.
 *
 * <p>Why not a stream of JFR's {@code jdk.VirtualThreadPinned}: starting one costs about a second of CPU time, and its event
 * comes when the wait has ended, which that of a dead service never does. Why not the thread containers: they list all
 * virtual threads, a million of them, to find the few that have a carrier. The carriers are workers that are sampled anyway,
 * and lead to what they carry by four reads of a field.
 */
final class PinnedWaits {
    /** Places remembered with their reason: more than a program has by far. */
    private static final int MAX = 256;

    private final StackReader reader;
    private final Map<CodeLocation, PinReason> reasons = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CodeLocation, PinReason> eldest) {
            return size() > MAX;
        }
    };

    PinnedWaits(StackReader reader) {
        this.reader = reader;
    }

    /** Whether the worker is a carrier, and what it waits for is what its virtual thread waits for. */
    static boolean on(Worker worker) {
        return worker.pool.family().carries();
    }

    /**
     * Reads the stack of the virtual thread on a carrier.
     *
     * @param stuck whether a runnable one used no CPU for so long that only the JVM itself can hold it
     * @return null where it has left, or does not wait
     */
    @Nullable
    Reading read(OpenWait wait, boolean stuck) {
        Thread carrier = wait.worker.thread;
        StackTraceElement[] stack = VirtualThreads.stackOn(carrier);
        if (stack == null || stack.length == 0) {
            return null;
        }
        boolean compensated = VirtualThreads.compensated(carrier);
        if (wait.javaState == Thread.State.RUNNABLE && reader.runnable(stack, false, stuck) == null) {
            return null;
        }
        Reading reading = reader.pinned(stack, compensated);
        reasons.put(
                reading.site(),
                PinReason.of(stack, wait.javaState, Runtime.version().feature()));
        return reading;
    }

    /** Why the virtual threads that were seen last at a place could not leave. */
    @Nullable
    PinReason reason(CodeLocation site) {
        return reasons.get(site);
    }
}
