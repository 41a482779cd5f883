package io.poolscope.probe;

import io.poolscope.bootstrap.Deaths;
import io.poolscope.bootstrap.Failure;
import io.poolscope.bootstrap.Failures;
import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.MergedFailures;
import io.poolscope.bootstrap.MonitorWait;
import io.poolscope.bootstrap.Promises;
import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.bootstrap.TaskStory;
import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs every hook once, before any class calls one: what they load, link and initialise is then there. A class that is
 * loaded inside {@code park} can eat the permit (JDK-8074773).
 */
final class WarmUp {
    private WarmUp() {}

    static void run(boolean timingAll, @Nullable Class<?> virtualThread, @Nullable Class<?> carrierThread)
            throws InterruptedException {
        Hooks.start(timingAll, virtualThread, carrierThread);
        try {
            Object task = new Object();
            Object pool = new Object();
            Hooks.created(pool);
            Hooks.executed(pool, task);
            Hooks.scheduled(pool, task);
            Hooks.forkJoinSubmitted(pool, task);
            Hooks.workerStarted(task);
            Hooks.taskTaken(Hooks.taskEnded(), task);
            Hooks.forkJoinEnded(Hooks.forkJoinStarted(task));
            Hooks.taskTaken(Hooks.taskEnded(), task);
            WorkerRecord worker = Hooks.mine();
            if (worker != null) {
                Hooks.asyncStarted(worker, task, task, task);
                Hooks.asyncEnded(worker, null, null);
            }
            // Began long ago, so that it leaves its stack.
            Hooks.waitEnded(Hooks.waitStarted(task) - 2 * Hooks.SITED_NANOS);
            Hooks.objectWaitEnded(Hooks.objectWaitStarted() - 2 * Hooks.SITED_NANOS);
            story();
            synchronized (task) {
                MonitorWait.waitOn(task, 1);
                MonitorWait.waitOn(task, 1, 0);
            }
            Hooks.failed(task);
            Hooks.failed(null);
            Hooks.rejected(pool, task);
            Deaths.listen(true);
            Deaths.died(pool, new Trace());
            failures(task);
            Hooks.workerEnded();
            Records.drain(new Stamp[16]);
            TaskStory.drain(new Object[16]);
            WorkerRecord mine = Records.of(Thread.currentThread());
            if (mine != null) {
                Records.forget(mine);
            }
        } finally {
            Hooks.stop();
        }
    }

    /** A task with a story: begins, hands jobs over, waits for them, and is timed. */
    private static void story() {
        FutureTask<?> task = new FutureTask<>(() -> {}, null);
        for (int round = 0; round < 2; round++) {
            Hooks.grant(1);
            Hooks.executed(task, task);
            WorkerRecord worker = Hooks.taskEnded();
            Hooks.taskTaken(worker, task);
            for (int i = 0; i < 4; i++) {
                Hooks.executed(task, task);
                Hooks.supplied(task);
                TaskStory.made(task);
                Hooks.waitEnded(Hooks.waitStarted(task) - 20 * Hooks.SITED_NANOS);
            }
            if (worker != null) {
                Hooks.asyncStarted(worker, task, task, task);
            }
            Hooks.waitEnded(Hooks.waitStarted(worker));
            Hooks.taskEnded();
        }
    }

    private static void failures(Object task) {
        Throwable thrown = new IllegalStateException(new IllegalArgumentException());
        Failures.taskFailed(task, thrown);
        Failures.taskSettled(0, thrown);
        Failures.stageFailed(task, new java.util.concurrent.CompletionException(thrown));
        Failures.carried(thrown);
        Failures.settled(task, thrown, null, true);
        Failures.relayed(task, task, null, true);
        Failures.given(new IllegalStateException());
        Failures.seen(task, task);
        MergedFailures.merged(task, task);
        MergedFailures.joined(task, task, task);
        MergedFailures.raced(task, task, task);
        Failures.readResult(task);
        Failures.readOutcome(thrown);
        Failures.take(new Failure[4]);
        Promises.threw(task, new java.util.concurrent.TimeoutException());
        Promises.completed(task, thrown, false);
        Promises.cancelled(task);
        Promises.ranAgain(task);
        Promises.drain(new Stamp[1]);
    }
}
