package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to change, by what is waited for: names the line and the change. */
final class Fix {
    private static final Set<String> PUTTING = Set.of("put", "putFirst", "putLast", "offer", "transfer");

    private Fix() {}

    /**
     * How to stop workers of a pool from waiting at a line.
     *
     * @param call the blocking call; null where unknown
     * @param timed whether the wait has a time limit already
     */
    static String of(
            BlockKind kind,
            @Nullable CodeLocation site,
            @Nullable String call,
            @Nullable Awaits awaits,
            String pool,
            boolean timed) {
        String at = site == null ? "" : " at " + Words.line(site);
        String limit = timed ? "" : "; until then give it a time limit";
        return switch (kind) {
            case FUTURE -> future(site, call, awaits, pool, timed);
            case MONITOR, LOCK ->
                "hold " + lock(awaits) + " only for what must be atomic, and wait for nothing while holding it"
                        + (kind == BlockKind.LOCK && !timed ? "; use tryLock with a time limit" + at : "");
            case LATCH, BARRIER, CONDITION, OBJECT_WAIT, PARK ->
                elsewhere("what releases the wait" + at, awaits, pool)
                        + (timed ? "" : ", and give the wait a time limit");
            case SEMAPHORE, CONNECTION_POOL ->
                (timed ? "hold" : "acquire with a time limit" + at + ", hold")
                        + " no more than one per task, and match "
                        + (kind == BlockKind.SEMAPHORE ? "the permits" : "the connection pool's size")
                        + " to the workers of " + pool;
            case QUEUE ->
                puts(call)
                        ? "run what takes from the queue on another executor than " + pool
                                + (timed ? "" : ", and offer" + at + " with a time limit")
                        : "give the consumer" + at + " a thread of its own instead of a worker of " + pool
                                + (timed ? "" : ", or poll with a time limit");
            case SLEEP ->
                "schedule the rest of the task (ScheduledExecutorService, CompletableFuture.delayedExecutor) instead of"
                        + " sleeping" + at;
            case THREAD_JOIN ->
                "let the thread that is joined" + at + " complete a CompletableFuture, and compose on it" + limit;
            case SOCKET ->
                (timed ? "" : "set a read time limit on the connection used" + at + ", and ")
                        + "move the call" + (timed ? at : "") + " to an executor of its own, so that " + pool
                        + " keeps free workers";
            case PROCESS ->
                (timed ? "" : "use waitFor with a time limit" + at + ", or ")
                        + "continue from Process.onExit instead of waiting" + (timed ? at : "");
            case CLASS_INIT ->
                "initialise the class that is needed" + at
                        + " before, in one thread; where static initialisers need each" + " other, break the circle";
            case FILE, PINNED, OTHER ->
                "move the wait" + at + " to an executor of its own, so that " + pool + " keeps free workers";
        };
    }

    /** Whether a wait at a queue is for room in it. */
    private static boolean puts(@Nullable String call) {
        return call != null && PUTTING.contains(Words.method(call));
    }

    private static String future(
            @Nullable CodeLocation site, @Nullable String call, @Nullable Awaits awaits, String pool, boolean timed) {
        String method = call == null ? "waiting" : Words.method(call);
        String at = site == null ? "" : " at " + Words.line(site);
        if (method.equals("runBlocking") && site != null) {
            return "let " + site.simpleClass() + "." + FindingKey.method(site)
                    + " suspend instead of calling runBlocking" + at + ", or call it from a dispatcher other than "
                    + pool;
        }
        boolean composes = call != null && call.contains("CompletableFuture");
        String same = awaits != null && pool.equals(awaits.runsIn()) ? elsewhere("", awaits, pool) : "";
        String compose = "";
        if (composes) {
            compose = same.isEmpty() && site != null
                    ? "return the CompletableFuture from " + site.simpleClass() + "." + FindingKey.method(site)
                            + " and compose (thenCompose, thenCombine) instead of " + method + at
                    : "compose with thenCombine or thenCompose instead of " + method + at;
        }
        if (!same.isEmpty()) {
            return composes
                    ? same + ", or " + compose
                    : same + (timed ? "" : ", and give " + method + at + " a time limit");
        }
        return composes
                ? compose + (timed ? "" : "; until then give " + method + " a time limit")
                : "use a CompletableFuture and compose on it instead of " + method + at
                        + (timed ? "" : "; until then give " + method + " a time limit");
    }

    private static String elsewhere(String what, @Nullable Awaits awaits, String pool) {
        String task = awaits == null ? null : awaits.task();
        String run = awaits == null || task == null
                ? (what.isEmpty() ? "the awaited task" : what)
                : TaskWords.brief(task, awaits.submittedAt());
        return "run " + run + " on another executor than " + pool;
    }

    /** Of locks taken crosswise: the lines at which they are taken. */
    static String lockOrder(List<BlockedGroup> groups) {
        List<String> lines = groups.stream()
                .map(BlockedGroup::site)
                .filter(Objects::nonNull)
                .map(Words::line)
                .distinct()
                .toList();
        return "take these locks in the same order everywhere"
                + (lines.isEmpty() ? "" : " (see " + Words.list(lines, 4, lines.size()) + ")")
                + ", or take the second with tryLock and a time limit";
    }

    private static String lock(@Nullable Awaits awaits) {
        return awaits == null ? "the lock" : "the lock " + Words.simple(awaits.type());
    }
}
