package io.poolscope.watch;

import io.poolscope.jdk.OneStack;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes stacks of other threads, within a budget: a batch is one stop of the JVM, so there are at most ten a second, and
 * none of all threads (23 to 54 ms per 1000). Never with locked synchronizers: that walks the heap. Where the JDK can take
 * a stack without such a stop, it is stopped only for what it alone tells then: the monitors held in a wait that lasts.
 */
final class StackTaker {
    /** What is done with a stack. */
    interface Taken {
        /** The stack of this wait's worker, taken while all threads stood still; the wait may be over. */
        void taken(OpenWait wait, ThreadInfo info);

        /** The stack of the worker of a wait with a blocker, taken by itself; the wait may be over. */
        void parked(OpenWait wait, StackTraceElement[] stack);
    }

    /** Between two batches, nanoseconds. */
    private static final long GAP = 100_000_000L;
    /** Stacks in one batch: about 25 us each, so that the JVM stands still for under 1 ms. */
    private static final int MAX_BATCH = 32;
    /** Of them, waits that are not known to last: ten times a second, under 1 ms in all. */
    private static final int MAX_FRESH = 3;
    /** Waits that queue for their stack; more than a minute's budget is of no use. */
    private static final int MAX_PENDING = 8_192;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final int perSecond;
    private final int depth;
    private final Deque<OpenWait> waits = new ArrayDeque<>();
    /** Runnable workers that may wait in native code: they get at most half of a batch while waits queue. */
    private final Deque<OpenWait> suspects = new ArrayDeque<>();
    /** Waits that last and are looked at once more: one in each batch, and more when nobody else queues. */
    private final Deque<OpenWait> lasting = new ArrayDeque<>();

    private long turn;
    private double budget = 1;
    private long refilledAt;
    private long batchAt;
    private boolean started;

    StackTaker(int perSecond, int depth) {
        this.perSecond = perSecond;
        this.depth = depth;
    }

    /** Asks for a stack; false if too many are asked for already. */
    boolean ask(OpenWait wait, boolean suspect) {
        return queue(wait, suspect ? suspects : waits);
    }

    /** Asks for the stack of a wait that lasts once more; false if too many are asked for. */
    boolean askMore(OpenWait wait) {
        return queue(wait, lasting);
    }

    private static boolean queue(OpenWait wait, Deque<OpenWait> queue) {
        if (queue.size() >= MAX_PENDING) {
            queue.removeIf(w -> w.ended);
            if (queue.size() >= MAX_PENDING) {
                return false;
            }
        }
        queue.add(wait);
        return true;
    }

    /**
     * Takes a batch, if it is time.
     *
     * @param fresh waits that this sample saw for the first time: most are over before they could queue for their stack, so
     *     a few are taken at once, and where time goes in short waits shows too
     * @param contended whether a worker stands at a monitor now: then who holds which one is wanted with the first stack,
     *     since a wait of 200 ms is over before it is asked twice
     */
    void take(long now, List<OpenWait> fresh, boolean contended, Taken taken) {
        if (!started) {
            started = true;
            refilledAt = now;
            batchAt = now - GAP;
        }
        budget = Math.min(Math.max(1, perSecond / 4.0), budget + (now - refilledAt) * 1e-9 * perSecond);
        refilledAt = now;
        boolean nobody = waits.isEmpty() && suspects.isEmpty() && lasting.isEmpty() && fresh.isEmpty();
        if (now - batchAt < GAP || budget < 1 || nobody) {
            return;
        }
        List<OpenWait> batch = batch(Math.min(MAX_BATCH, (int) budget));
        addFresh(batch, fresh);
        if (batch.isEmpty()) {
            return;
        }
        batchAt = now;
        budget -= batch.size();
        List<OpenWait> stopped = new ArrayList<>(batch.size());
        for (OpenWait wait : batch) {
            wait.asked = false;
            if (contended || needsStop(wait)) {
                stopped.add(wait);
            } else {
                alone(wait, taken);
            }
        }
        if (!stopped.isEmpty()) {
            together(stopped, taken);
        }
    }

    /**
     * Without a blocker only the state tells whether a thread still waits, and that must be of the stack's moment. A carrier
     * has the stack of whom it carries.
     */
    private static boolean needsStop(OpenWait wait) {
        return wait.blocker == null || wait.heldUnknown || PinnedWaits.on(wait.worker) || !OneStack.present();
    }

    private void alone(OpenWait wait, Taken taken) {
        StackTraceElement[] stack = OneStack.of(wait.worker.thread);
        if (stack != null && stack.length > 0) {
            taken.parked(wait, stack.length > depth ? Arrays.copyOf(stack, depth) : stack);
        }
    }

    private void together(List<OpenWait> batch, Taken taken) {
        long[] ids = new long[batch.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = batch.get(i).worker.tid;
        }
        ThreadInfo[] infos = threads.getThreadInfo(ids, true, false, depth);
        for (int i = 0; i < infos.length; i++) {
            if (infos[i] != null) {
                taken.taken(batch.get(i), infos[i]);
            }
        }
    }

    /**
     * Stacks of threads that need not wait: one that holds a lock, one that has run for long. At once, and of the same
     * budget. The caller asks for a few, once a look.
     *
     * @param monitors whether to tell which monitors they hold
     * @return in the same order, null for a thread that has ended; empty where the budget has no room
     */
    @Nullable
    ThreadInfo[] runners(long[] ids, boolean monitors) {
        if (ids.length == 0 || ids.length > MAX_BATCH || budget < ids.length) {
            return new ThreadInfo[0];
        }
        budget -= ids.length;
        return threads.getThreadInfo(ids, monitors, false, depth);
    }

    /** With half of what is left, so that a wait that lasts is never without its stack for long. In turn. */
    private void addFresh(List<OpenWait> batch, List<OpenWait> fresh) {
        int most = Math.min(fresh.size(), Math.min(MAX_FRESH, ((int) budget - batch.size() + 1) / 2));
        for (int i = 0; i < most; i++) {
            OpenWait wait = fresh.get((int) (turn++ % fresh.size()));
            if (!wait.ended && !wait.asked && !batch.contains(wait)) {
                batch.add(wait);
            }
        }
    }

    private List<OpenWait> batch(int size) {
        List<OpenWait> batch = new ArrayList<>(size);
        fill(batch, lasting, Math.min(1, size / 2));
        fill(batch, suspects, size / 2);
        fill(batch, waits, size);
        fill(batch, suspects, size);
        fill(batch, lasting, size);
        return batch;
    }

    private static void fill(List<OpenWait> batch, Deque<OpenWait> from, int size) {
        while (batch.size() < size) {
            OpenWait wait = from.poll();
            if (wait == null) {
                return;
            }
            if (!wait.ended) {
                batch.add(wait);
            }
        }
    }
}
