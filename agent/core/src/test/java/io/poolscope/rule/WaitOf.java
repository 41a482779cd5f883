package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.Wait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wait of a snapshot made by hand: open for a second, without a time limit, unless it is said. */
public final class WaitOf {
    private final BlockKind kind;
    private final @Nullable CodeLocation site;
    private final List<HeldLock> locks = new ArrayList<>();
    private @Nullable String call;
    private boolean timed;
    private boolean managed;
    private double openMs = 1000;
    private boolean beganBefore;
    private @Nullable Awaits awaits;

    private WaitOf(BlockKind kind, @Nullable CodeLocation site, @Nullable String call) {
        this.kind = kind;
        this.site = site;
        this.call = call;
    }

    public static WaitOf of(BlockKind kind, CodeLocation site) {
        return new WaitOf(kind, site, null);
    }

    /** {@code CompletableFuture.join}. */
    public static WaitOf join(CodeLocation site) {
        return new WaitOf(BlockKind.FUTURE, site, "java.util.concurrent.CompletableFuture.join");
    }

    /** A future that was not looked at yet. */
    public static WaitOf unsited() {
        return new WaitOf(BlockKind.FUTURE, null, null);
    }

    /** A monitor that another thread has. */
    public static WaitOf monitor(CodeLocation site, String lockClass, String owner) {
        WaitOf wait = of(BlockKind.MONITOR, site);
        wait.awaits = new Awaits(lockClass, null, null, Awaits.State.HELD, owner, null, null);
        return wait;
    }

    public WaitOf call(String call) {
        this.call = call;
        return this;
    }

    public WaitOf timed() {
        this.timed = true;
        return this;
    }

    /** Another worker was put in the place of the one that waits. */
    public WaitOf managed() {
        this.managed = true;
        return this;
    }

    public WaitOf open(double ms) {
        this.openMs = ms;
        return this;
    }

    public WaitOf beganBefore() {
        this.beganBefore = true;
        return this;
    }

    public WaitOf queued(String task, String runsIn, int place, CodeLocation submittedAt) {
        awaits = new Awaits(
                "java.util.concurrent.CompletableFuture", task, runsIn, Awaits.State.QUEUED, null, place, submittedAt);
        return this;
    }

    public WaitOf runningIn(String task, String runsIn, String owner) {
        awaits = new Awaits(
                "java.util.concurrent.CompletableFuture", task, runsIn, Awaits.State.RUNNING, owner, null, null);
        return this;
    }

    /** Holds a lock meanwhile, entered by the application. */
    public WaitOf holding(String lockClass, CodeLocation enteredAt, String... waiters) {
        return holding(lockClass, enteredAt, true, false, waiters);
    }

    public WaitOf holding(
            String lockClass,
            @Nullable CodeLocation enteredAt,
            boolean byApplication,
            boolean givenUp,
            String... waiters) {
        locks.add(new HeldLock(
                lockClass + "@1b2c", lockClass, enteredAt, byApplication, givenUp, List.of(waiters), waiters.length));
        return this;
    }

    Wait make() {
        return new Wait(
                kind, timed, openMs, beganBefore, site, call, null, kind == BlockKind.FUTURE, managed, awaits, locks);
    }
}
