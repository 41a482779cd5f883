package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * On {@code go}: pools whose tasks wait one after the other, once for each element, for a job that they only handed over,
 * and pools that get tasks smaller than the hop; beside each a pool that looks like it and is well.
 */
public final class TaskStories {

    private static final LongAdder COUNTED = new LongAdder();
    private static final DelayQueue<Reply> REPLIES = new DelayQueue<>();
    private static final ExecutorService SERVING = pool("serving", 24);

    private TaskStories() {}

    private static ExecutorService pool(String name, int size) {
        return Executors.newFixedThreadPool(size, Threads.named(name));
    }

    /** The same task over and over, one at a time. */
    private static void repeat(String name, Callable<?> task) {
        ExecutorService pool = pool(name, 2);
        Threads.start(name + "-driver", () -> {
            while (true) {
                pool.submit(task).get();
            }
        });
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Lifeline.say("ready");
        Lifeline.awaitGo();
        repeat("sequential", TaskStories::sequential);
        repeat("overlapped", TaskStories::overlapped);
        repeat("looping", TaskStories::looping);
        repeat("fan-out", TaskStories::fanOut);
        repeat("polling", TaskStories::polling);
        repeat("offloading", TaskStories::offloading);
        repeat("sharing", TaskStories::sharing);
        Threads.start("remote", TaskStories::reply);
        repeat("remote-in-turn", TaskStories::inTurn);
        repeat("remote-at-once", TaskStories::atOnce);
        tiny();
        Lifeline.moment("ill");
        Lifeline.stay();
    }

    private static int served(long millis) {
        try {
            Thread.sleep(millis);
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Integer> call(long millis) {
        return CompletableFuture.supplyAsync(() -> served(millis), SERVING);
    }

    private static int sequential() {
        int customer = call(70).join(); // mark: sequential
        int stock = call(70).thenApply(x -> x).join();
        int price = call(70).join();
        return customer + stock + price + call(70).join();
    }

    private static int overlapped() {
        CompletableFuture<Integer> customer = call(70);
        CompletableFuture<Integer> stock = call(140).thenApply(x -> x);
        CompletableFuture<Integer> price = call(210);
        CompletableFuture<Integer> tax = call(280);
        return customer.join() + stock.join() + price.join() + tax.join();
    }

    private static int looping() throws ExecutionException, InterruptedException {
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += SERVING.submit(() -> served(15)).get(); // mark: looping
        }
        return sum;
    }

    private static int fanOut() throws ExecutionException, InterruptedException {
        int sum = 0;
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int millis = 15 * i;
            all.add(SERVING.submit(() -> served(millis)));
        }
        for (Future<Integer> one : all) {
            sum += one.get();
        }
        Callable<Integer> same = () -> served(20);
        for (Future<Integer> one : SERVING.invokeAll(Collections.nCopies(6, same))) {
            sum += one.get();
        }
        return sum;
    }

    /** Looks at one and the same future again and again. */
    private static int polling() throws ExecutionException, InterruptedException {
        CompletableFuture<Integer> slow = call(200);
        for (int i = 0; i < 1_000; i++) {
            try {
                return slow.get(12, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                COUNTED.increment();
            }
        }
        return 0;
    }

    /** A reply that another thread gives, which no pool knows. */
    private record Reply(CompletableFuture<Integer> promise, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private static CompletableFuture<Integer> ask(long millis) {
        CompletableFuture<Integer> promise = new CompletableFuture<>();
        REPLIES.add(new Reply(promise, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
        return promise.thenApply(reply -> reply);
    }

    private static void reply() throws InterruptedException {
        while (true) {
            REPLIES.take().promise().complete(1);
        }
    }

    private static int inTurn() {
        int customer = ask(70).join(); // mark: in turn
        int stock = ask(70).join();
        return customer + stock + ask(70).join();
    }

    private static int atOnce() {
        CompletableFuture<Integer> customer = ask(70);
        CompletableFuture<Integer> stock = ask(140);
        CompletableFuture<Integer> price = ask(210);
        CompletableFuture<Integer> tax = ask(280);
        return customer.join() + stock.join() + price.join() + tax.join();
    }

    private static int offloading() throws ExecutionException, InterruptedException {
        return SERVING.submit(() -> served(5)).get(); // mark: offloading
    }

    /** The worker works as long as the job that it has handed over, and so saves half the time. */
    private static int sharing() throws ExecutionException, InterruptedException {
        Future<Integer> job = SERVING.submit(() -> served(10));
        return served(5) + job.get();
    }

    private static void tiny() {
        ExecutorService tiny = pool("tiny", 2);
        ExecutorService coarse = pool("coarse", 2);
        Threads.start("tiny-driver", () -> {
            while (true) {
                for (int i = 0; i < 30; i++) {
                    CompletableFuture.runAsync(COUNTED::increment, tiny); // mark: tiny
                }
                Thread.sleep(5);
            }
        });
        Threads.start("coarse-driver", () -> {
            while (true) {
                coarse.execute(() -> served(1));
                Thread.sleep(5);
            }
        });
    }
}
