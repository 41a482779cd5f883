package shop;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A shop to attach to: prices carts in pools, at a fixed pace that is well below what the machine can do, with futures,
 * locks, a fork-join pool, and a pool whose two workers have been stuck from the start. All its threads are called
 * {@code app-*}. Argument: file that gets the operations done by each 100 ms when standard input ends, as "nanoTime ops".
 */
public final class Busy {
    private static final LongAdder DONE = new LongAdder();
    private static final ReentrantLock STOCK_LOCK = new ReentrantLock();
    private static final Map<Integer, Integer> STOCK = new HashMap<>();

    private static final ExecutorService ORDERS = Executors.newFixedThreadPool(4, named("app-orders-"));
    private static final ExecutorService PRICES = Executors.newFixedThreadPool(3, named("app-prices-"));
    private static final ForkJoinPool SUMS = new ForkJoinPool(
            2,
            pool -> {
                ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                thread.setName("app-sums");
                return thread;
            },
            null,
            false);

    private interface Discount {
        long of(long price);
    }

    private static final Discount[] DISCOUNTS = {price -> price, price -> price * 9 / 10, price -> price - price % 100};

    private static final class Sum extends RecursiveTask<Long> {
        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from <= 32) {
                long sum = 0;
                for (int i = from; i < to; i++) {
                    sum += DISCOUNTS[i % DISCOUNTS.length].of(i * 31L);
                }
                return sum;
            }
            int middle = (from + to) / 2;
            ForkJoinTask<Long> left = new Sum(from, middle).fork();
            return new Sum(middle, to).compute() + left.join();
        }
    }

    public static void main(String[] args) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService stuck = Executors.newFixedThreadPool(2, named("app-stuck-"));
        for (int i = 0; i < 2; i++) {
            stuck.execute(() -> await(never));
        }
        // Loaded in every service: it has a socket.
        InetAddress.getLoopbackAddress();
        // Kept, not written: what is said while the shop runs is the JVM's alone.
        long[] windows = new long[2 * 3000];
        AtomicInteger used = new AtomicInteger();
        daemon("app-count", () -> count(windows, used));
        daemon("app-driver", Busy::drive);
        while (System.in.read() >= 0) {}
        List<String> lines = new ArrayList<>();
        for (int i = 0; i + 1 < used.get(); i += 2) {
            lines.add(windows[i] + " " + windows[i + 1]);
        }
        Files.write(Path.of(args[0]), lines);
        Runtime.getRuntime().halt(0);
    }

    /** Eight carts each 4 ms, while fewer than 64 are under way. */
    private static void drive() {
        AtomicInteger open = new AtomicInteger();
        while (true) {
            for (int i = 0; i < 8 && open.get() < 64; i++) {
                int cart = ThreadLocalRandom.current().nextInt(1000);
                open.incrementAndGet();
                ORDERS.execute(() -> {
                    order(cart);
                    open.decrementAndGet();
                    DONE.increment();
                });
            }
            pause(4);
        }
    }

    private static void order(int cart) {
        try {
            Future<Long> price = PRICES.submit(() -> price(cart));
            CompletableFuture<Integer> stock =
                    CompletableFuture.supplyAsync(() -> take(cart), PRICES).thenApply(left -> left + 1);
            long sum = cart % 16 == 0 ? SUMS.invoke(new Sum(0, 512)) : 0;
            if (price.get() + stock.join() + sum == Long.MIN_VALUE) {
                throw new IllegalStateException("no such price");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long price(int cart) {
        long price = cart;
        for (int i = 0; i < 400; i++) {
            price = DISCOUNTS[(cart + i) % DISCOUNTS.length].of(price + i) ^ price << 3;
        }
        return price + ("cart-" + cart).hashCode();
    }

    private static int take(int cart) {
        STOCK_LOCK.lock();
        try {
            return STOCK.merge(cart, 1, Integer::sum);
        } finally {
            STOCK_LOCK.unlock();
        }
    }

    private static void count(long[] windows, AtomicInteger used) {
        long next = System.nanoTime();
        while (used.get() < windows.length) {
            long wait = (next += 100_000_000) - System.nanoTime();
            if (wait > 0) {
                pause((wait + 999_999) / 1_000_000);
            }
            windows[used.get()] = System.nanoTime();
            windows[used.get() + 1] = DONE.sum();
            used.addAndGet(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return body -> new Thread(body, prefix + number.incrementAndGet());
    }
}
