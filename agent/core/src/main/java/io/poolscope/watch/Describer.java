package io.poolscope.watch;

import io.poolscope.jdk.Futures;
import io.poolscope.jdk.Locks;
import io.poolscope.jdk.VirtualThreads;
import io.poolscope.pool.LibraryFutures;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.Wait;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of an open wait who must end it, and which locks its worker holds meanwhile. */
final class Describer {
    /** Shorter waits with a lock held are how locks are used. Nanoseconds. */
    private static final long HELD_NANOS = 50_000_000L;
    /** Names of waiting threads in a snapshot. */
    private static final int MAX_NAMES = 16;
    /** Stages followed from a future back to the task that starts its chain. */
    private static final int MAX_STAGES = 100;

    private static final String CF = "java.util.concurrent.CompletableFuture";

    private final Live live;
    private final Frames frames;
    private final Submissions submissions;

    Describer(Live live, Frames frames, Submissions submissions) {
        this.live = live;
        this.frames = frames;
        this.submissions = submissions;
    }

    /** An open wait, for the snapshot. */
    Wait wait(OpenWait wait, long now) {
        Reading reading = wait.reading;
        return new Wait(
                wait.kind,
                wait.timed(),
                (now - wait.since) / 1e6,
                wait.beganBefore,
                reading == null ? null : reading.site(),
                reading == null ? null : reading.call(),
                reading == null ? null : reading.stack(),
                reading == null ? wait.kind == BlockKind.FUTURE : reading.async(),
                wait.managed(),
                awaits(wait),
                locksHeld(wait, now));
    }

    /** Who must end a wait; null where nothing is known. */
    @Nullable
    Awaits awaits(OpenWait wait) {
        if (wait.kind == BlockKind.MONITOR) {
            LockWaits.Monitor monitor = live.locks.monitor(wait);
            if (monitor == null) {
                return null;
            }
            Worker owner = live.worker(monitor.ownerId());
            return held(monitor.lockClass(), monitor.owner(), owner);
        }
        Object blocker = wait.blocker;
        if (blocker == null) {
            return wait.kind == BlockKind.FUTURE && wait.monitor != null ? promise(wait.monitor) : null;
        }
        if (wait.kind == BlockKind.PINNED && blocker instanceof Thread) {
            return null; // the virtual thread itself: it is parked for nothing that has a name
        }
        if (wait.kind == BlockKind.LOCK || wait.kind == BlockKind.PINNED && Locks.owner(blocker) != null) {
            Thread owner = Locks.owner(blocker);
            return owner == null
                    ? unknown(Locks.lockClass(blocker))
                    : held(Locks.lockClass(blocker), called(owner), live.worker(owner));
        }
        if (wait.family != BlockKind.FUTURE && wait.reading != null) {
            Awaits known = library(wait, wait.reading, blocker);
            if (known != null) {
                return known;
            }
        }
        if (wait.family != BlockKind.FUTURE) {
            Awaits same = wait.awaitsUnknown;
            if (same == null) {
                same = unknown(Locks.lockClass(blocker));
                wait.awaitsUnknown = same;
            }
            return same;
        }
        Object future = live.completers.future(wait);
        if (future == null) {
            return unknown(CF);
        }
        return completed(future, wait.worker.pool);
    }

    /** What a library's call waits for, where what it is parked on does not say; null where that says all. */
    private @Nullable Awaits library(OpenWait wait, Reading reading, Object blocker) {
        if (wait.kind != BlockKind.FUTURE && wait.kind != BlockKind.CONNECTION_POOL) {
            return null;
        }
        Awaits known = wait.kind == BlockKind.FUTURE ? completed(blocker, wait.worker.pool) : null;
        String type = LendingStacks.awaited(reading);
        boolean said = known != null && (known.state() != Awaits.State.UNKNOWN || known.runsIn() != null);
        return said || type == null ? known : unknown(type);
    }

    /** A promise that is waited on as a monitor; of one that is in no queue and runs nowhere only the class is known. */
    private Awaits promise(String monitor) {
        Object promise = live.completers.promise(monitor);
        int hash = monitor.lastIndexOf('@');
        return promise == null ? unknown(hash < 0 ? monitor : monitor.substring(0, hash)) : completed(promise, null);
    }

    /** Who completes a future; where nobody is known, the task in the queue of the waiting pool itself that holds it. */
    private Awaits completed(Object future, @Nullable Pool waiting) {
        String type = future.getClass().getName();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Object at = future;
        for (int stage = 0; stage < MAX_STAGES && at != null && seen.add(at); stage++) {
            Object source = null;
            for (Completers.Completer completer : live.completers.of(at)) {
                if (completer instanceof Completers.Queued queued) {
                    // What a write is handed over in is Netty's, the promise says all.
                    String task = LibraryFutures.promise(queued.task()) != null ? null : TaskNames.of(queued.task());
                    return new Awaits(
                            type,
                            TaskNames.shown(task),
                            queued.pool().name,
                            Awaits.State.QUEUED,
                            null,
                            queued.place(),
                            submissions.of(task));
                }
                if (completer instanceof Completers.Running running) {
                    String task = running.kind();
                    Worker by = live.worker(running.thread());
                    return new Awaits(
                            type,
                            TaskNames.shown(task),
                            by == null ? null : by.pool.name,
                            Awaits.State.RUNNING,
                            running.thread().getName(),
                            null,
                            submissions.of(task));
                }
                if (completer instanceof Completers.After after && source == null) {
                    source = open(after.completion());
                }
            }
            Completers.Queued holder = source == null ? live.completers.holder(at) : null;
            if (holder != null && holder.pool() == waiting) {
                CodeLocation from = submissions.of(TaskNames.of(holder.task()));
                return new Awaits(type, null, holder.pool().name, Awaits.State.UNKNOWN, null, holder.place(), from);
            }
            at = source == null ? LibraryFutures.source(at) : source;
        }
        return unknown(type);
    }

    /** The source to follow: one that is not complete and of which something is known. */
    private @Nullable Object open(Object completion) {
        for (Object source : Futures.sources(completion, MAX_STAGES)) {
            boolean known = !live.completers.of(source).isEmpty() || live.completers.holder(source) != null;
            if (!Futures.done(source) && known) {
                return source;
            }
        }
        return null;
    }

    private static Awaits held(String type, @Nullable String owner, @Nullable Worker worker) {
        return owner == null
                ? unknown(type)
                : new Awaits(
                        type, null, worker == null ? null : worker.pool.name, Awaits.State.HELD, owner, null, null);
    }

    /** Virtual threads have no name unless one was given, and without a carrier they do nothing. */
    private static String called(Thread owner) {
        if (!VirtualThreads.is(owner)) {
            return owner.getName();
        }
        return (owner.getName().isEmpty() ? "a virtual thread" : "the virtual thread " + owner.getName())
                + (VirtualThreads.mounted(owner) ? "" : " that has no carrier now");
    }

    private static Awaits unknown(String type) {
        return new Awaits(type, null, null, Awaits.State.UNKNOWN, null, null, null);
    }

    /** Threads of no pool that hold locks for which workers wait. */
    List<Thread> outside() {
        return live.holders.stream()
                .filter(holder -> live.worker(holder) == null)
                .toList();
    }

    /** Those among them, and among workers, that were too many to look at. */
    int holdersLeftOut() {
        return live.holdersLeftOut();
    }

    /** Who must end the wait of a thread of no pool; null where nothing is known. */
    @Nullable
    Awaits awaits(ThreadInfo outside, @Nullable Object blocker) {
        if (blocker == null) {
            LockWaits.Monitor monitor = LockWaits.monitor(outside);
            if (monitor == null) {
                return null;
            }
            Worker joined = live.worker(monitor);
            return joined == null
                    ? held(monitor.lockClass(), monitor.owner(), live.worker(monitor.ownerId()))
                    : new Awaits(
                            monitor.lockClass(),
                            null,
                            joined.pool.name,
                            Awaits.State.RUNNING,
                            joined.thread.getName(),
                            null,
                            null);
        }
        return switch (Blockers.kind(blocker)) {
            case LOCK -> {
                Thread owner = Locks.owner(blocker);
                yield held(
                        Locks.lockClass(blocker),
                        owner == null ? null : called(owner),
                        owner == null ? null : live.worker(owner));
            }
            case FUTURE -> {
                Object future = Futures.signals(blocker) == null ? blocker : live.completers.futureBehind(blocker);
                yield future == null ? unknown(CF) : completed(future, null);
            }
            default -> unknown(Locks.lockClass(blocker));
        };
    }

    /** Locks that a thread of no pool holds while it waits, of those that workers wait for. */
    List<HeldLock> locksHeld(Thread outside, ThreadInfo info) {
        LockWaits.Monitor wanted = LockWaits.monitor(info);
        String givenUp = wanted == null ? null : wanted.lock();
        return locks(HeldMonitors.of(info), live.locks.behind(outside), givenUp).stream()
                .filter(lock -> lock.waitingWorkers() > 0 && !lock.givenUp())
                .toList();
    }

    /** Locks that the worker holds while it waits; empty for a short wait. */
    List<HeldLock> locksHeld(OpenWait wait, long now) {
        List<OpenWait> behind = live.locks.behind(wait.worker.thread);
        if (now - wait.since < HELD_NANOS || (wait.held.isEmpty() && behind.isEmpty())) {
            return List.of();
        }
        return locks(wait.held, behind, wait.kind == BlockKind.OBJECT_WAIT ? wait.monitor : null);
    }

    private List<HeldLock> locks(List<HeldMonitors.Held> monitors, List<OpenWait> behind, @Nullable String givenUp) {
        List<HeldLock> locks = new ArrayList<>();
        for (HeldMonitors.Held held : monitors) {
            StackTraceElement entered = held.enteredAt();
            List<Worker> waiters = live.locks.behind(held.lock());
            locks.add(new HeldLock(
                    held.lock(),
                    held.lockClass(),
                    entered == null ? null : CodeLocation.of(entered),
                    entered != null && frames.isApplication(entered.getClassName()),
                    held.lock().equals(givenUp),
                    names(waiters),
                    waiters.size()));
        }
        Set<Object> syncs = Collections.newSetFromMap(new IdentityHashMap<>());
        for (OpenWait waiter : behind) {
            Object sync = waiter.blocker;
            if (sync != null && syncs.add(sync)) {
                List<Worker> waiters = behind.stream()
                        .filter(w -> w.blocker == sync)
                        .map(w -> w.worker)
                        .toList();
                String type = Locks.lockClass(sync);
                locks.add(new HeldLock(
                        LockWaits.name(type, System.identityHashCode(sync)),
                        type,
                        null,
                        true,
                        false,
                        names(waiters),
                        waiters.size()));
            }
        }
        return List.copyOf(locks);
    }

    private static List<String> names(List<Worker> workers) {
        return workers.stream().limit(MAX_NAMES).map(w -> w.thread.getName()).toList();
    }
}
