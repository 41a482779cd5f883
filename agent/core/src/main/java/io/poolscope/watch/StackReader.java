package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads stacks: what is waited for, where, by which call. A stack that was seen before costs one hash. */
final class StackReader {
    /** Distinct stacks remembered, the least used go first; 64 frames of text are about 8 kB. */
    private static final int MAX = 2_000;

    private static final String POOL = "java.util.concurrent.ForkJoinPool";
    private static final String POOL_TASK = "java.util.concurrent.ForkJoinTask";

    /** Where workers wait for a task: end of the class name, and method. */
    private static final String[][] IDLE = {
        {"ThreadPoolExecutor", "getTask"},
        {POOL, "awaitWork"},
        {"java.util.TimerThread", "mainLoop"},
        {"netty.util.concurrent.SingleThreadEventExecutor", "takeTask"},
        {"netty.util.concurrent.SingleThreadEventExecutor", "confirmShutdown"},
        {"org.eclipse.jetty.util.thread.QueuedThreadPool", "idleJobPoll"},
        {"org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread", "waitForTask"},
        {"org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode", "park"},
        {"org.quartz.simpl.SimpleThreadPool$WorkerThread", "run"},
        {"kotlinx.coroutines.scheduling.CoroutineScheduler$Worker", "park"},
        {"kotlinx.coroutines.scheduling.CoroutineScheduler$Worker", "tryPark"},
    };

    private final Frames frames;
    private final Map<Long, Reading> known = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Reading> eldest) {
            return size() > MAX;
        }
    };

    StackReader(Frames frames) {
        this.frames = frames;
    }

    /**
     * Reads the stack of a thread that is not runnable, or of a trace that was taken at a wait.
     *
     * @param stack innermost first
     * @param guess the kind by thread state and blocker; null where these say nothing
     * @return null where the stack is empty or shows a worker that waits for a task
     */
    @Nullable
    Reading waiting(StackTraceElement[] stack, @Nullable BlockKind guess) {
        if (stack.length == 0 || isIdle(stack)) {
            return null;
        }
        long key = hash(stack) * 31 + (guess == null ? 0 : guess.ordinal() + 1);
        Reading reading = known.get(key);
        if (reading == null) {
            reading = read(stack, guess);
            known.put(key, reading);
        }
        return reading;
    }

    /**
     * Reads the stack of a runnable thread that used no CPU.
     *
     * @param stack innermost first
     * @param pipe whether it holds the monitor of a stream to or from a process
     * @param stuck whether it used none for so long that only the JVM itself can hold it: another thread initialises the
     *     class that it needs
     * @return null where it does not wait
     */
    @Nullable
    Reading runnable(StackTraceElement[] stack, boolean pipe, boolean stuck) {
        BlockKind kind = NativeCalls.kind(stack);
        if (kind == BlockKind.FILE && pipe) {
            kind = BlockKind.PROCESS;
        }
        if (kind == null && stuck && stack.length > 0 && !stack[0].isNativeMethod()) {
            kind = BlockKind.CLASS_INIT;
        }
        if (kind == null || (kind == BlockKind.SOCKET && NativeCalls.serves(stack, frames::isApplication))) {
            return null;
        }
        long key = hash(stack) * 31 + 1_000 + kind.ordinal();
        Reading reading = known.get(key);
        if (reading == null) {
            KnownCalls.Call call = KnownCalls.among(stack, frames.site(stack));
            BlockKind said = call == null ? kind : call.kind();
            BlockKind better = said == BlockKind.PROCESS || said == BlockKind.QUEUE ? said : kind;
            reading = located(stack, better, false, NativeCalls.timed(stack));
            known.put(key, reading);
        }
        return reading;
    }

    /**
     * Reads the stack of a virtual thread that blocks and cannot leave its carrier.
     *
     * @param compensated whether its scheduler has put another carrier in place of this one
     */
    Reading pinned(StackTraceElement[] stack, boolean compensated) {
        long key = hash(stack) * 31 + 2_000 + (compensated ? 1 : 0);
        Reading reading = known.get(key);
        if (reading == null) {
            Reading read = located(stack, BlockKind.PINNED, false, false);
            reading = new Reading(
                    read.stack(), read.kind(), read.site(), read.siteIndex(), read.call(), false, compensated, false);
            known.put(key, reading);
        }
        return reading;
    }

    private Reading read(StackTraceElement[] stack, @Nullable BlockKind guess) {
        int site = frames.site(stack);
        if (guess == BlockKind.MONITOR) {
            return located(stack, BlockKind.MONITOR, false, false);
        }
        KnownCalls.Call call = KnownCalls.among(stack, site);
        if (call != null) {
            return located(stack, call.kind(), call.async(), false);
        }
        BlockKind kind = guess != null ? guess : byTop(stack);
        if (kind == BlockKind.CONDITION && KnownCalls.inQueue(stack, site)) {
            kind = BlockKind.QUEUE;
        } else if (kind != BlockKind.SLEEP && kind != BlockKind.LOCK && KnownCalls.awaitsFuture(stack, site)) {
            kind = BlockKind.FUTURE;
        }
        return located(stack, kind, kind == BlockKind.FUTURE, false);
    }

    private Reading located(StackTraceElement[] stack, BlockKind kind, boolean async, boolean limited) {
        int site = frames.site(stack);
        int call = frames.call(stack, site);
        String name = call >= 0
                ? stack[call].getClassName() + "." + stack[call].getMethodName()
                : kind == BlockKind.MONITOR ? "synchronized" : null;
        return new Reading(
                text(stack), kind, CodeLocation.of(stack[site]), site, name, async, isManaged(stack, site), limited);
    }

    /** The kind of a wait without a blocker, by the innermost frames (names of 17 and 25). */
    private static BlockKind byTop(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String owner = frame.getClassName();
            if (owner.equals("java.lang.Thread") && frame.getMethodName().startsWith("sleep")) {
                return BlockKind.SLEEP;
            }
            if (owner.equals("java.lang.Object") && frame.getMethodName().startsWith("wait")) {
                return BlockKind.OBJECT_WAIT;
            }
            if (!Libraries.isJdk(owner) && !Libraries.isOwn(owner)) {
                break;
            }
        }
        return BlockKind.PARK;
    }

    private static boolean isManaged(StackTraceElement[] stack, int site) {
        for (int i = 0; i < site; i++) {
            String owner = stack[i].getClassName();
            String method = stack[i].getMethodName();
            if (owner.equals(POOL) && (method.equals("managedBlock") || method.equals("compensatedBlock"))
                    || owner.equals(POOL_TASK) && method.equals("awaitDone")) {
                return true;
            }
        }
        return false;
    }

    /** A worker that has gone back to wait for a task between the sample and the stack. */
    private static boolean isIdle(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String owner = frame.getClassName();
            String method = frame.getMethodName();
            for (String[] each : IDLE) {
                if (owner.endsWith(each[0]) && method.equals(each[1])) {
                    return true;
                }
            }
            if (!owner.startsWith("java.") && !owner.startsWith("jdk.") && !owner.startsWith("sun.")) {
                return false;
            }
        }
        return false;
    }

    private static Stack text(StackTraceElement[] stack) {
        List<String> lines = new ArrayList<>(stack.length);
        for (StackTraceElement frame : stack) {
            lines.add(CodeLocation.of(frame).toString());
        }
        return new Stack(Long.toHexString(hash(stack) >>> 16), List.copyOf(lines));
    }

    /** Stable from run to run: hashes of strings are specified, and the JVM leaves hidden classes out of stacks. */
    private static long hash(StackTraceElement[] stack) {
        long hash = stack.length;
        for (StackTraceElement frame : stack) {
            hash = hash * 0x9E3779B97F4A7C15L
                    + frame.getClassName().hashCode() * 31L
                    + frame.getMethodName().hashCode()
                    + frame.getLineNumber();
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
