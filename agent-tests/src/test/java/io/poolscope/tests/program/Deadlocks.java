package io.poolscope.tests.program;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Programs that stand still for ever, each in its own way. The argument says which. */
public final class Deadlocks {

    private final ExecutorService orders = Executors.newFixedThreadPool(3, Threads.named("orders"));
    private final ExecutorService stock = Executors.newFixedThreadPool(2, Threads.named("stock"));
    private final CountDownLatch allInside = new CountDownLatch(3);
    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();

    private Deadlocks() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Deadlocks ill = new Deadlocks();
        switch (args[0]) {
            case "one-worker" -> ill.oneWorker();
            case "three-outers" -> ill.threeOuters();
            case "chain" -> ill.chain();
            case "all-of" -> ill.allOf();
            case "cross-pool" -> ill.crossPool();
            case "monitor" -> ill.withMonitor();
            case "lock" -> ill.withLock();
            case "crossed" -> ill.crossedLocks();
            case "outside" -> ill.withThreadOfNoPool(want -> ill.orders.submit(want)::get);
            case "outside-joined" -> ill.withThreadOfNoPool(want -> ill.joined(want)::join);
            case "outside-limited" ->
                ill.withThreadOfNoPool(want -> ill.joined(want).orTimeout(1, TimeUnit.HOURS)::join);
            case "outside-either" ->
                ill.withThreadOfNoPool(
                        want -> CompletableFuture.anyOf(ill.joined(want), new CompletableFuture<>())::join);
            default -> throw new IllegalArgumentException(args[0]);
        }
        Lifeline.moment("stuck");
        Lifeline.stay();
    }

    private void oneWorker() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor(Threads.named("single"));
        CountDownLatch inside = new CountDownLatch(1);
        single.execute(() -> {
            Future<String> inner = single.submit(() -> "never runs");
            inside.countDown();
            outerOfOne(inner);
        });
        inside.await();
    }

    private static void outerOfOne(Future<String> inner) {
        unchecked(() -> inner.get()); // mark: one-worker
    }

    private void threeOuters() throws Exception {
        for (int i = 0; i < 3; i++) {
            orders.execute(() -> unchecked(() -> {
                allInside.countDown();
                allInside.await();
                Future<String> inner = orders.submit(() -> "never runs");
                inner.get(); // mark: three-outers
            }));
        }
        allInside.await();
    }

    private void chain() throws Exception {
        for (int i = 0; i < 3; i++) {
            orders.execute(() -> unchecked(() -> {
                allInside.countDown();
                allInside.await();
                CompletableFuture.supplyAsync(() -> 1, orders)
                        .thenApply(one -> one + 1)
                        .thenApplyAsync(two -> two + 1, orders)
                        .join(); // mark: chain
            }));
        }
        allInside.await();
    }

    private void allOf() throws Exception {
        for (int i = 0; i < 3; i++) {
            orders.execute(() -> unchecked(() -> {
                allInside.countDown();
                allInside.await();
                CompletableFuture<?>[] parts = {
                    CompletableFuture.runAsync(() -> {}, orders), CompletableFuture.runAsync(() -> {}, orders)
                };
                CompletableFuture.allOf(parts).join(); // mark: all-of
            }));
        }
        allInside.await();
    }

    private void crossPool() throws Exception {
        CountDownLatch inside = new CountDownLatch(5);
        for (int i = 0; i < 3; i++) {
            orders.execute(() -> unchecked(() -> {
                inside.countDown();
                inside.await();
                stock.submit(() -> "never runs").get(); // mark: cross-pool orders
            }));
        }
        for (int i = 0; i < 2; i++) {
            stock.execute(() -> unchecked(() -> {
                inside.countDown();
                inside.await();
                orders.submit(() -> "never runs").get(); // mark: cross-pool stock
            }));
        }
        inside.await();
    }

    /** One worker holds a monitor and waits for a task; the others wait for the monitor. */
    private void withMonitor() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        orders.execute(() -> unchecked(() -> {
            synchronized (monitor) {
                allInside.countDown();
                held.countDown();
                allInside.await();
                orders.submit(() -> "never runs").get(); // mark: monitor
            }
        }));
        held.await();
        for (int i = 0; i < 2; i++) {
            orders.execute(() -> {
                allInside.countDown();
                synchronized (monitor) {
                    throw new IllegalStateException("nobody gave it up");
                }
            });
        }
        allInside.await();
    }

    private void withLock() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        orders.execute(() -> unchecked(() -> {
            lock.lock();
            allInside.countDown();
            held.countDown();
            allInside.await();
            orders.submit(() -> "never runs").get(); // mark: lock
        }));
        held.await();
        for (int i = 0; i < 2; i++) {
            orders.execute(() -> {
                allInside.countDown();
                lock.lock();
            });
        }
        allInside.await();
    }

    /**
     * A thread of no pool holds a monitor and waits for a task that wants it; the pool's other workers are idle.
     *
     * @param handedOver hands the task to the pool, and gives the wait for it
     */
    private void withThreadOfNoPool(Function<Runnable, Threads.Body> handedOver) throws Exception {
        Lifeline.say("up");
        Lifeline.awaitGo();
        CountDownLatch wanted = new CountDownLatch(1);
        Threads.start("keeper", () -> {
            synchronized (monitor) {
                handedOver.apply(() -> want(wanted)).run(); // mark: outside
            }
        });
        wanted.await();
    }

    /** Two workers take two locks, each in its own order; the third is idle. */
    private void crossedLocks() throws InterruptedException {
        orders.execute(() -> unchecked(this::meet));
        orders.execute(() -> unchecked(() -> {
            synchronized (monitor) {
                meet();
                lock.lock();
            }
        }));
        orders.execute(() -> unchecked(() -> {
            lock.lock();
            meet();
            synchronized (monitor) {
                throw new IllegalStateException("nobody gave it up");
            }
        }));
        allInside.await();
    }

    private void meet() throws InterruptedException {
        allInside.countDown();
        allInside.await();
    }

    private CompletableFuture<Void> joined(Runnable task) {
        return CompletableFuture.runAsync(task, orders);
    }

    private void want(CountDownLatch wanted) {
        wanted.countDown();
        synchronized (monitor) {
            throw new IllegalStateException("nobody gave it up");
        }
    }

    private static void unchecked(Threads.Body body) {
        body.runUnchecked();
    }

    /** All shapes that prove themselves. */
    public static List<String> shapes() {
        return List.of("one-worker", "three-outers", "chain", "all-of", "cross-pool", "monitor", "lock");
    }
}
