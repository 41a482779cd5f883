package io.poolscope.probe;

import io.poolscope.bootstrap.Failure;
import io.poolscope.bootstrap.Failures;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks in a JVM with default probes which failures count as unread. Prints {@code ok} for each group. */
final class FailuresMain {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    private FailuresMain() {}

    public static void main(String[] args) throws Exception {
        tasks();
        chains();
        handlers();
        severalSources();
        races();
        handedOn();
        Check.equal(0L, Failures.lost(), "lost");
        Check.that(Woven.probing.lost().isEmpty(), "nothing was lost: " + Woven.probing.lost());
        POOL.shutdown();
    }

    private static void tasks() throws Exception {
        unread("a task that nobody asks", e -> done(POOL.submit(throwing(e))));
        read("get", e -> tryTo(POOL.submit(throwing(e))::get));
        read("get with a limit", e -> tryTo(() -> POOL.submit(throwing(e)).get(5, TimeUnit.SECONDS)));
        read("get of a task that failed long ago", e -> {
            Future<?> task = POOL.submit(throwing(e));
            done(task);
            tryTo(task::get);
        });
        unread(
                "isDone tells nothing",
                e -> Check.that(done(POOL.submit(throwing(e))).isDone(), "done"));
        read("cancelled after it failed", e -> done(POOL.submit(throwing(e))).cancel(true));
        IllegalStateException late = new IllegalStateException("late");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch thrown = new CountDownLatch(1);
        FutureTask<?> cancelled = new FutureTask<>(() -> {
            begun.countDown();
            go.await();
            thrown.countDown();
            throw late;
        });
        POOL.execute(cancelled);
        begun.await();
        cancelled.cancel(false);
        go.countDown();
        thrown.await();
        eventually(() -> Failures.of(late) != null && Failures.of(late).wasRead(), "a cancelled task is silent");
        if (Runtime.version().feature() >= 19) {
            read("state", e -> call(done(POOL.submit(throwing(e))), "state"));
            read("exceptionNow", e -> call(done(POOL.submit(throwing(e))), "exceptionNow"));
            read("state of a stage", e -> call(failed(e), "state"));
            read("exceptionNow of a stage", e -> call(failed(e), "exceptionNow"));
        }
        System.out.println("ok tasks");
    }

    private static void chains() throws Exception {
        unread("supplyAsync", e -> failed(e));
        unread("a chain", e -> failed(e).thenApply(v -> v).thenAccept(v -> {}));
        unread(
                "a stage of a complete one",
                e -> CompletableFuture.completedFuture(1).thenApply(v -> raise(e)));
        unread("given", e -> new CompletableFuture<>().completeExceptionally(e));
        read("join of the last stage", e -> tryTo(failed(e).thenApply(v -> v)::join));
        read("join of the first stage", e -> {
            CompletableFuture<Object> first = failed(e);
            first.thenAccept(v -> {});
            tryTo(first::join);
        });
        read("getNow", e -> tryTo(() -> failed(e).getNow(null)));
        read("isCompletedExceptionally", e -> failed(e).isCompletedExceptionally());
        read("given too late", e -> CompletableFuture.completedFuture(1).completeExceptionally(e));
        read("threw after its time limit", e -> {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Object> slow = CompletableFuture.supplyAsync(
                    () -> {
                        begun.countDown();
                        tryTo(() -> go.await(5, TimeUnit.SECONDS));
                        return raise(e);
                    },
                    POOL);
            tryTo(() -> begun.await(5, TimeUnit.SECONDS));
            slow.complete("default");
            go.countDown();
            eventually(() -> Failures.of(e) != null && Failures.of(e).wasRead(), "threw, and was taken for read");
        });
        System.out.println("ok chains");
    }

    private static void handlers() throws Exception {
        read("exceptionally", e -> open(e, f -> f.exceptionally(x -> null)));
        read("handle", e -> open(e, f -> f.thenApply(v -> v).handle((v, x) -> v)));
        read("whenComplete", e -> open(e, f -> f.whenComplete((v, x) -> {})));
        read(
                "exceptionallyCompose",
                e -> open(
                        e,
                        f -> f.thenApply(v -> v).exceptionallyCompose(x -> CompletableFuture.completedFuture(null))));
        read(
                "exceptionallyCompose after thenCompose",
                e -> open(
                        e,
                        f -> CompletableFuture.completedFuture(1)
                                .thenCompose(v -> f)
                                .exceptionallyCompose(x -> CompletableFuture.completedFuture(null))));
        read(
                "exceptionallyCompose, late",
                e -> failed(e).exceptionallyCompose(x -> CompletableFuture.completedFuture(null)));
        read("exceptionally, late", e -> failed(e).exceptionally(x -> null));
        unread("a time limit is no handler", e -> open(e, f -> f.orTimeout(1, TimeUnit.HOURS)));
        IllegalStateException second = new IllegalStateException("second");
        read("the first of two", e -> open(e, f -> f.handle((v, x) -> raise(second))));
        Check.that(unread(second), "a handler that throws is a failure of its own");
        System.out.println("ok handlers");
    }

    private static void severalSources() throws Exception {
        for (int sources = 1; sources <= 5; sources++) {
            several(sources, true);
            several(sources, false);
        }
        IllegalStateException a = new IllegalStateException("a");
        IllegalStateException b = new IllegalStateException("b");
        tryTo(failed(a).thenCombine(failed(b), (x, y) -> x)::join);
        Check.that(!unread(a) && !unread(b), "thenCombine of two failures, joined");
        IllegalStateException c = new IllegalStateException("c");
        IllegalStateException d = new IllegalStateException("d");
        CompletableFuture<Object> first = new CompletableFuture<>();
        CompletableFuture<Object> second = new CompletableFuture<>();
        CompletableFuture<Void> both = first.runAfterBoth(second, () -> {});
        second.completeExceptionally(d);
        first.completeExceptionally(c);
        Check.equal(1, (unread(c) ? 1 : 0) + (unread(d) ? 1 : 0), "runAfterBoth, nobody asks: one failure");
        tryTo(both::join);
        Check.that(!unread(c) && !unread(d), "runAfterBoth, joined");
        System.out.println("ok several sources");
    }

    /** All sources fail: one failure goes on, and only that is lost, or read, as the stage is. */
    private static void several(int sources, boolean before) {
        CompletableFuture<?>[] all = new CompletableFuture<?>[sources];
        IllegalStateException[] thrown = new IllegalStateException[sources];
        for (int i = 0; i < sources; i++) {
            all[i] = new CompletableFuture<>();
            thrown[i] = new IllegalStateException("source " + i);
            if (before) {
                all[i].completeExceptionally(thrown[i]);
            }
        }
        CompletableFuture<Void> stage = CompletableFuture.allOf(all);
        for (int i = 0; i < sources && !before; i++) {
            all[i].completeExceptionally(thrown[i]);
        }
        Check.equal(1, count(thrown), "allOf of " + sources + ", nobody asks, failed before: " + before);
        tryTo(stage::join);
        Check.equal(0, count(thrown), "allOf of " + sources + ", joined, failed before: " + before);
    }

    private static void races() throws Exception {
        IllegalStateException loser = new IllegalStateException("loser");
        CompletableFuture<Object> a = new CompletableFuture<>();
        CompletableFuture<Object> b = new CompletableFuture<>();
        CompletableFuture<Object> first = CompletableFuture.anyOf(a, b);
        a.complete("won");
        Check.equal("won", first.join(), "winner");
        b.completeExceptionally(loser);
        Check.that(!unread(loser), "the loser of anyOf");
        IllegalStateException winner = new IllegalStateException("winner");
        CompletableFuture<Object> c = new CompletableFuture<>();
        CompletableFuture<Object> d = new CompletableFuture<>();
        CompletableFuture<Object> failed = CompletableFuture.anyOf(c, d);
        c.completeExceptionally(winner);
        Check.that(unread(winner), "the winner of anyOf fails, and nobody asks");
        tryTo(failed::join);
        Check.that(!unread(winner), "the winner of anyOf fails, joined");
        IllegalStateException slow = new IllegalStateException("slow");
        CompletableFuture<Object> e = new CompletableFuture<>();
        CompletableFuture<Object> f = new CompletableFuture<>();
        CompletableFuture<Object> either = e.applyToEither(f, v -> v);
        f.complete("won");
        Check.equal("won", either.join(), "winner");
        e.completeExceptionally(slow);
        Check.that(!unread(slow), "the loser of applyToEither");
        IllegalStateException one = new IllegalStateException("one");
        CompletableFuture<Object> g = new CompletableFuture<>();
        CompletableFuture<Void> run = g.runAfterEither(new CompletableFuture<>(), () -> {});
        g.completeExceptionally(one);
        Check.that(unread(one), "the winner of runAfterEither fails, and nobody asks");
        tryTo(run::join);
        Check.that(!unread(one), "joined");
        IllegalStateException x = new IllegalStateException("x");
        Object value = POOL.invokeAny(List.of(
                () -> {
                    throw x;
                },
                () -> {
                    Thread.sleep(50);
                    return "won";
                }));
        Check.equal("won", value, "invokeAny");
        Check.that(!unread(x), "the loser of invokeAny");
        System.out.println("ok races");
    }

    private static void handedOn() throws Exception {
        IllegalStateException inner = new IllegalStateException("inner");
        Future<?> outer = done(POOL.submit(() -> {
            try {
                POOL.submit(throwing(inner)).get();
            } catch (ExecutionException e) {
                throw (IllegalStateException) e.getCause();
            }
            return null;
        }));
        Check.that(unread(inner), "read inside, thrown again: unread");
        tryTo(outer::get);
        Check.that(!unread(inner), "read outside");
        IllegalStateException cause = new IllegalStateException("cause");
        IllegalArgumentException wrapped = new IllegalArgumentException(cause);
        done(POOL.submit(throwing(cause)));
        tryTo(done(POOL.submit(throwing(wrapped)))::get);
        Check.that(!unread(wrapped) && !unread(cause), "who reads an exception knows its cause");
        IllegalStateException through = new IllegalStateException("through");
        CompletableFuture<Object> target = new CompletableFuture<>();
        CompletableFuture<Object> source = new CompletableFuture<>();
        source.whenComplete((v, e) -> target.completeExceptionally(e));
        source.completeExceptionally(through);
        Check.that(unread(through), "handed to another future");
        tryTo(target::join);
        Check.that(!unread(through), "which is read");
        System.out.println("ok handed on");
    }

    private static void eventually(BooleanSupplier condition, String what) {
        try {
            Check.eventually(condition, what);
        } catch (InterruptedException e) {
            throw Check.fail(what + ": interrupted");
        }
    }

    private interface Step {
        @Nullable
        Object run() throws Exception;
    }

    private static void unread(String what, Consumer<IllegalStateException> with) {
        IllegalStateException thrown = new IllegalStateException(what);
        with.accept(thrown);
        eventually(() -> unread(thrown), "unread: " + what);
    }

    private static void read(String what, Consumer<IllegalStateException> with) {
        IllegalStateException thrown = new IllegalStateException(what);
        with.accept(thrown);
        Failure failure = Failures.of(thrown);
        Check.that(failure != null && failure.wasRead(), "read: " + what);
    }

    private static boolean unread(Throwable thrown) {
        Failure failure = Failures.of(thrown);
        return failure != null && failure.unread();
    }

    private static int count(Throwable... thrown) {
        int count = 0;
        for (Throwable each : thrown) {
            count += unread(each) ? 1 : 0;
        }
        return count;
    }

    private static java.util.concurrent.Callable<Object> throwing(RuntimeException thrown) {
        return () -> {
            throw thrown;
        };
    }

    private static <T> T raise(RuntimeException thrown) {
        throw thrown;
    }

    /** A stage that has failed. */
    private static CompletableFuture<Object> failed(RuntimeException thrown) {
        CompletableFuture<Object> stage = CompletableFuture.supplyAsync(() -> raise(thrown), POOL);
        done(stage);
        return stage;
    }

    /** A stage that fails after something was made of it. */
    private static void open(RuntimeException thrown, Function<CompletableFuture<Object>, ?> make) {
        CompletableFuture<Object> source = new CompletableFuture<>();
        Check.that(make.apply(source) != null, "made");
        source.completeExceptionally(thrown);
    }

    private static <T extends Future<?>> T done(T future) {
        eventually(future::isDone, "done");
        return future;
    }

    private static void tryTo(Step step) {
        try {
            step.run();
        } catch (ExecutionException | CompletionException | CancellationException | TimeoutException expected) {
            return;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void call(Object future, String method) {
        try {
            Future.class.getMethod(method).invoke(future);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
