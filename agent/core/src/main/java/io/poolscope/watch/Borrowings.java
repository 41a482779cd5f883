package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.LiveThreads;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.pool.Lender;
import io.poolscope.pool.Lenders;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Borrowing;
import io.poolscope.snapshot.Borrowing.Holder;
import io.poolscope.snapshot.Borrowing.InsideAnother;
import io.poolscope.snapshot.Borrowing.Stock;
import io.poolscope.snapshot.CodeLocation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees who waits to borrow from which bounded resource, and what the resource has. Idle while nobody does. */
final class Borrowings implements FactSource {
    /** Waiting workers of one pool at one resource. */
    private static final int MAX_WAITERS = 256;
    /** Tasks of one pool that are looked at for the client that they call: those that run, and those that are queued. */
    private static final int MAX_CALLERS = 64;
    /** Holders told of one resource. */
    private static final int MAX_HOLDERS = 32;
    /** What a resource's own clock says of more than a day is no time since a move. Nanoseconds. */
    private static final long MAX_BEFORE = 86_400_000_000_000L;

    /** Resources whose last move is remembered. */
    private static final int MAX_REMEMBERED = 64;

    /** When a resource last lent or took back, as far as looks saw. */
    private static final class Moves {
        final WeakReference<Object> resource;
        long moves;
        long since;

        Moves(Object resource, long moves, long since) {
            this.resource = new WeakReference<>(resource);
            this.moves = moves;
            this.since = since;
        }
    }

    /** Workers of one row that wait for one resource. */
    private static final class Group {
        final String row;
        final String library;
        final @Nullable Lender lender;
        final @Nullable Object blocker;
        final List<OpenWait> waits = new ArrayList<>();

        Group(String row, String library, @Nullable Lender lender, @Nullable Object blocker) {
            this.row = row;
            this.library = library;
            this.lender = lender;
            this.blocker = blocker;
        }

        boolean isOf(String otherRow, String otherLibrary, @Nullable Lender other, @Nullable Object at) {
            return row.equals(otherRow) && library.equals(otherLibrary) && lender == other && blocker == at;
        }
    }

    private final Lenders lenders = new Lenders();
    private final List<Moves> remembered = new ArrayList<>();
    private long waitersOverLimit;

    @Override
    public List<Borrowing> look(Seen seen) {
        List<OpenWait> waits = new ArrayList<>();
        int busy = 0;
        for (Pool pool : seen.pools()) {
            for (Worker worker : pool.workers) {
                busy += worker.inTask ? 1 : 0;
                OpenWait wait = worker.wait;
                if (wait != null && wait.reading != null && lends(wait.kind)) {
                    waits.add(wait);
                }
            }
        }
        if (waits.isEmpty()) {
            remembered.clear();
            return List.of();
        }
        List<Lender> known = lenders(seen.pools(), waits);
        List<Borrowing> facts = new ArrayList<>();
        Map<Lender, Stock> stocks = new LinkedHashMap<>();
        List<Group> groups = groups(seen, waits, known);
        for (Group group : groups) {
            Lender lender = group.lender;
            Stock stock = null;
            if (lender != null) {
                Set<String> waiting = threads(groups, lender);
                stock = stocks.computeIfAbsent(lender, l -> stock(l, waiting, lines(groups, l), seen));
            }
            facts.add(new Borrowing(
                    group.row,
                    group.waits.stream()
                            .limit(MAX_WAITERS)
                            .map(wait -> wait.worker.tid)
                            .toList(),
                    lender == null ? group.library : lender.library(),
                    lender == null ? null : lender.name(),
                    stock,
                    insideAnother(group.waits),
                    busy - waitingAt(groups, group)));
        }
        return facts;
    }

    static boolean lends(BlockKind kind) {
        return kind == BlockKind.CONNECTION_POOL || kind == BlockKind.SEMAPHORE;
    }

    private List<Lender> lenders(List<Pool> pools, List<OpenWait> waits) {
        List<Object> queues = new ArrayList<>();
        for (Pool pool : pools) {
            Object executor = pool.executor();
            Object queue = executor == null ? null : pool.family().queue(executor);
            if (queue != null) {
                queues.add(queue);
            }
        }
        List<Lender> found = lenders.in(queues);
        if (waits.stream().anyMatch(wait -> wait.reading != null && LendingStacks.usesClient(wait.reading))) {
            lenders.heldBy(callers(pools), found);
        }
        return found;
    }

    /** Tasks that run or come next, and what the threads have that look after a client's connections. */
    private static List<Object> callers(List<Pool> pools) {
        List<Object> callers = new ArrayList<>();
        for (Pool pool : pools) {
            pool.queued((task, place) -> callers.add(task) && place < MAX_CALLERS);
            for (int i = 0; i < pool.workers.size() && i < MAX_CALLERS; i++) {
                WorkerRecord record = pool.workers.get(i).record;
                Object task = record == null ? null : record.task;
                if (task != null) {
                    callers.add(task);
                }
            }
        }
        LiveThreads threads = new LiveThreads();
        threads.read();
        for (int i = 0; i < threads.size(); i++) {
            Thread thread = threads.get(i);
            Object target = LendingStacks.looksAfterClient(thread.getName()) ? ThreadFacts.target(thread) : null;
            if (target != null) {
                callers.add(target);
            }
        }
        return callers;
    }

    private List<Group> groups(Seen seen, List<OpenWait> waits, List<Lender> known) {
        List<Group> groups = new ArrayList<>();
        for (OpenWait wait : waits) {
            String row = seen.rowId(wait.worker.pool);
            Reading reading = wait.reading;
            if (row == null || reading == null) {
                continue;
            }
            Object blocker = wait.blocker;
            Lender lender = wait.kind == BlockKind.SEMAPHORE || blocker == null
                    ? null
                    : known.stream().filter(l -> l.waitsAt(blocker)).findFirst().orElse(null);
            String library = LendingStacks.library(reading);
            Object at = wait.kind == BlockKind.SEMAPHORE ? blocker : null;
            Group group = groups.stream()
                    .filter(g -> g.isOf(row, library, lender, at))
                    .findFirst()
                    .orElse(null);
            if (group == null) {
                group = new Group(row, library, lender, at);
                groups.add(group);
            }
            group.waits.add(wait);
            waitersOverLimit += group.waits.size() > MAX_WAITERS ? 1 : 0;
        }
        return groups;
    }

    /** Workers of all rows that wait for the same resource. */
    private static int waitingAt(List<Group> groups, Group same) {
        int waiting = 0;
        for (Group group : groups) {
            boolean is = same.lender == null
                    ? group.lender == null && group.library.equals(same.library) && group.blocker == same.blocker
                    : group.lender == same.lender;
            waiting += is ? group.waits.size() : 0;
        }
        return waiting;
    }

    private static Set<String> threads(List<Group> groups, Lender lender) {
        Set<String> names = new HashSet<>();
        for (Group group : groups) {
            if (group.lender == lender) {
                group.waits.forEach(wait -> names.add(wait.worker.thread.getName()));
            }
        }
        return names;
    }

    /** Where workers of all rows wait for one resource. */
    private static Set<CodeLocation> lines(List<Group> groups, Lender lender) {
        Set<CodeLocation> lines = new HashSet<>();
        for (Group group : groups) {
            for (OpenWait wait : group.waits) {
                CodeLocation line = wait.reading == null ? null : wait.reading.site();
                if (group.lender == lender && line != null) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private @Nullable Stock stock(Lender lender, Set<String> waiting, Set<CodeLocation> lines, Seen seen) {
        Lender.Counts counts = lender.counts();
        Object resource = lender.identity();
        if (counts == null || resource == null) {
            return null;
        }
        List<Holder> holders = new ArrayList<>();
        for (Lender.Loan loan : lender.loans()) {
            if (holders.size() < MAX_HOLDERS) {
                Throwable borrowing = loan.borrowing();
                holders.add(new Holder(
                        loan.thread(),
                        borrowing == null ? null : seen.traces().applicationFrame(borrowing.getStackTrace()),
                        waiting.contains(loan.thread())));
            }
        }
        if (lender.library().equals(LendingStacks.CLIENT)) {
            users(seen, lines, holders, counts.lent());
        }
        return new Stock(
                counts.limit(),
                counts.total(),
                counts.lent(),
                counts.waiting(),
                unmoved(resource, counts, seen.now()) / 1e6,
                counts.lentAt().stream().map(at -> (seen.now() - at) / 1e6).toList(),
                List.copyOf(holders));
    }

    /**
     * Workers that wait for an answer over a connection of a client, at a line where others wait for one of it. No field says
     * whose connection it is: more than were lent are of several clients, and none is told.
     */
    private static void users(Seen seen, Set<CodeLocation> lines, List<Holder> holders, int lent) {
        List<Holder> using = new ArrayList<>();
        for (Pool pool : seen.pools()) {
            for (Worker worker : pool.workers) {
                Reading reading = worker.wait == null ? null : worker.wait.reading;
                CodeLocation line = reading == null ? null : reading.site();
                if (reading != null && line != null && lines.contains(line) && LendingStacks.hasConnection(reading)) {
                    using.add(new Holder(worker.thread.getName(), line, false));
                }
            }
        }
        if (using.size() <= lent) {
            holders.addAll(using.subList(0, Math.min(using.size(), MAX_HOLDERS)));
        }
    }

    private long unmoved(Object resource, Lender.Counts counts, long now) {
        long moves = counts.moves();
        remembered.removeIf(each -> each.resource.get() == null);
        for (Moves each : remembered) {
            if (each.resource.get() == resource) {
                if (each.moves != moves) {
                    each.moves = moves;
                    each.since = now;
                }
                return now - each.since;
            }
        }
        // By the resource's own clock it may have stood for longer than it is looked at.
        long before = counts.movedAt() == Long.MIN_VALUE ? 0 : now - counts.movedAt();
        long since = before > 0 && before < MAX_BEFORE ? now - before : now;
        if (remembered.size() < MAX_REMEMBERED) {
            remembered.add(new Moves(resource, moves, since));
        }
        return now - since;
    }

    private static List<InsideAnother> insideAnother(List<OpenWait> waits) {
        Map<LendingStacks.Holding, Integer> holding = new LinkedHashMap<>();
        for (OpenWait wait : waits) {
            LendingStacks.Holding held = wait.reading == null ? null : LendingStacks.holding(wait.reading);
            if (held != null) {
                holding.merge(held, 1, Integer::sum);
            }
        }
        return holding.entrySet().stream()
                .map(e -> new InsideAnother(e.getKey().call(), e.getKey().from(), e.getValue()))
                .toList();
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of("borrowers-over-limit", waitersOverLimit, "lender-searches-cut", lenders.cut());
    }
}
