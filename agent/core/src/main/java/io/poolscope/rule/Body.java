package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WorkerSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lines that the bodies of several rules share. What is not known is left out, never guessed. */
final class Body {
    /** Stops of the JVM shorter than that explain no standing pool. */
    private static final double SHORT_PAUSE_MS = 20;

    private Body() {}

    /** Age of the oldest queued task: {@code 4.2 s}, or {@code over 4.2 s} where it was there at the first look. */
    static String oldest(PoolSnapshot pool) {
        Double age = pool.queue().headAgeMs();
        return (pool.headBeganBefore() ? "over " : "") + Words.duration(age == null ? 0 : age);
    }

    /** Queue and size, and whether the pool grows: {@code queue 212, oldest 47.9 s; size 16 of core 16, max 64: ...}. */
    static String queueAndSize(PoolSnapshot pool) {
        PoolSnapshot.Threads threads = pool.threads();
        PoolSnapshot.Queue queue = pool.queue();
        StringBuilder line = new StringBuilder(queue.depth() == 0 ? "queue empty" : "queue " + queue.depth());
        if (queue.capacity() != null) {
            line.append(" of ").append(queue.capacity());
        }
        if (queue.depth() > 0 && queue.headAgeMs() != null) {
            line.append(", oldest ").append(oldest(pool));
        }
        line.append("; size ").append(threads.size());
        Integer max = threads.configuredMax() == null ? threads.max() : threads.configuredMax();
        if (threads.core() != null) {
            line.append(" of core ").append(threads.core());
        }
        if (max != null && !max.equals(threads.core())) {
            line.append(threads.core() == null ? " of max " : ", max ").append(max);
        }
        return line + growth(pool, max);
    }

    private static String growth(PoolSnapshot pool, @Nullable Integer max) {
        PoolSnapshot.Threads threads = pool.threads();
        if (threads.canGrow()) {
            return "";
        }
        if (max != null && threads.size() >= max) {
            return ": cannot grow";
        }
        if (pool.kind() == PoolKind.FORK_JOIN) {
            return ": adds no worker for a wait of this kind";
        }
        if (pool.queue().unbounded()) {
            return ": will not grow, an unbounded queue never refuses a task";
        }
        Integer capacity = pool.queue().capacity();
        return capacity == null || pool.queue().depth() >= capacity
                ? ": will not grow"
                : ": will not grow before its queue of " + capacity + " is full";
    }

    /** What a group of blocked workers does and waits for. */
    static List<String> group(BlockedGroup group, String pool) {
        List<String> lines = new ArrayList<>();
        String what = group.call() == null ? "wait for " + noun(group.kind()) : Words.call(group.call());
        String where = group.site() == null ? ", not looked at yet where" : " at " + group.site();
        String estimated = group.estimated() == 0 ? "" : " (" + group.estimated() + " of them by estimate)";
        lines.add(group.size() + " x " + what + where + estimated);
        String initialiser = group.kind() == BlockKind.CLASS_INIT ? initialiser(group.stack()) : null;
        if (initialiser != null) {
            lines.add("     inside the static initialiser of " + initialiser
                    + ", which no other thread can use meanwhile");
        }
        WorkerSnapshot typical = group.typical();
        if (typical.task() != null) {
            CodeLocation at = typical.submittedAt();
            lines.add("     task      " + TaskWords.full(typical.task())
                    + (at == null ? "" : ", submitted at " + Words.place(at)));
        }
        Awaits awaits = group.awaits();
        if (awaits != null) {
            lines.add("     waits for " + awaited(awaits, group.places(), pool));
        }
        return lines;
    }

    /** The class that a thread initialises, innermost first; null where it does not. */
    private static @Nullable String initialiser(@Nullable Stack stack) {
        if (stack != null) {
            for (String frame : stack.frames()) {
                int end = frame.indexOf(".<clinit>(");
                if (end > 0) {
                    return frame.substring(0, end);
                }
            }
        }
        return null;
    }

    /** What a wait waits for and who has it, in words. */
    static String awaited(Awaits awaits, List<Integer> places, String pool) {
        String runsIn = awaits.runsIn();
        String task = awaits.task();
        CodeLocation at = awaits.submittedAt();
        StringBuilder text = new StringBuilder(task == null ? TaskWords.awaited(awaits.type()) : TaskWords.full(task));
        switch (awaits.state()) {
            case QUEUED ->
                text.append(places.isEmpty() ? ", in the queue" : ", " + places(places) + " of the queue")
                        .append(runsIn == null || runsIn.equals(pool) ? "" : " of " + runsIn);
            case RUNNING -> text.append(", running").append(awaits.owner() == null ? "" : " on " + awaits.owner());
            case HELD -> text.append(awaits.owner() == null ? "" : ", held by " + awaits.owner());
            case UNKNOWN ->
                text.append(runsIn == null ? "" : ", likely due from " + runsIn)
                        .append(runsIn == null || places.isEmpty() ? "" : " (" + places(places) + " of its queue)");
        }
        return text + (at == null ? "" : ", submitted at " + Words.line(at));
    }

    private static String places(List<Integer> places) {
        int first = places.get(0);
        int last = places.get(places.size() - 1);
        long distinct = places.stream().distinct().count();
        if (first == last) {
            return "place " + first;
        }
        return last - first + 1 == distinct
                ? "places " + first + " to " + last
                : distinct + " places from " + first + " to " + last;
    }

    /** What a worker waits for, where no call is known. */
    static String noun(BlockKind kind) {
        return switch (kind) {
            case FUTURE -> "a future";
            case MONITOR -> "a monitor";
            case LOCK -> "a lock";
            case LATCH -> "a latch";
            case SEMAPHORE -> "a permit";
            case BARRIER -> "a barrier";
            case CONDITION -> "a condition";
            case QUEUE -> "a queue";
            case SLEEP -> "a sleep to end";
            case THREAD_JOIN -> "a thread to end";
            case SOCKET -> "a socket";
            case FILE -> "a file";
            case PROCESS -> "a process";
            case CONNECTION_POOL -> "a connection from a pool";
            case CLASS_INIT -> "a class to be initialised";
            case OBJECT_WAIT, PARK, PINNED, OTHER -> "another thread";
        };
    }

    /** CPU, pauses and the last task: the proof that it is neither busy nor paused. */
    static String quiet(PoolLooks pool, Snapshot now, double sinceMs) {
        List<String> parts = new ArrayList<>();
        double windowMs = now.at().toEpochMilli() - now.from().toEpochMilli();
        Double windowCpu = pool.newest().time().cpuMs();
        // The window may reach back before the trouble: its CPU time speaks for the trouble only where it is nothing.
        if (windowCpu != null && (windowCpu < 50 || sinceMs >= windowMs)) {
            parts.add(cpu(windowCpu, Math.min(sinceMs, windowMs)));
        } else {
            int looks = 0;
            double ms = 0;
            while (looks < pool.row().size() && ms < sinceMs) {
                ms += pool.row().get(looks++).look().durationMs();
            }
            Double cpu = pool.cpuMs(looks);
            if (cpu != null && ms > 0) {
                parts.add(cpu(cpu, ms));
            }
        }
        parts.add(
                now.longestPauseMs() <= SHORT_PAUSE_MS
                        ? "no GC pause over 20 ms"
                        : "longest stop of the JVM " + Words.duration(now.longestPauseMs()));
        Double ago = lastCompletedAgoMs(pool.newest(), now);
        if (ago != null) {
            parts.add("last task finished " + Words.duration(ago) + " ago");
        }
        return String.join("; ", parts);
    }

    private static String cpu(double cpuMs, double ms) {
        return "these workers used " + Words.seconds(cpuMs) + " CPU in " + Words.duration(ms);
    }

    /** How long no task has ended, to a look; null where one did in the last look, or none in the whole history. */
    static @Nullable Double lastCompletedAgoMs(PoolSnapshot pool, Snapshot now) {
        for (int i = pool.history().size() - 1; i >= 0; i--) {
            PoolSnapshot.Point point = pool.history().get(i);
            if (point.completed() > 0) {
                double ms = now.at().toEpochMilli() - Instant.parse(point.t()).toEpochMilli();
                return ms > 0 ? ms : null;
            }
        }
        return null;
    }

    /** When the youngest of these waits began: since then it has been so for all of them. */
    static Instant since(Snapshot now, List<BlockedGroup> groups) {
        double open = groups.stream()
                .flatMap(group -> group.waits().stream())
                .mapToDouble(wait -> wait.openMs())
                .min()
                .orElse(0);
        return now.at().minusMillis(Math.round(open));
    }

    /** Whether all of these waits were open at the first look. */
    static boolean beganBefore(List<BlockedGroup> groups) {
        return !groups.isEmpty()
                && groups.stream().flatMap(group -> group.waits().stream()).allMatch(wait -> wait.beganBefore());
    }

    /** Rank of the site in the snapshot's list; null where it is not in it. */
    static @Nullable Integer rank(Snapshot now, PoolSnapshot pool, @Nullable CodeLocation site) {
        return now.sites().stream()
                .filter(s -> s.poolId().equals(pool.id()) && Objects.equals(s.site(), site))
                .map(s -> s.rank())
                .findFirst()
                .orElse(null);
    }
}
