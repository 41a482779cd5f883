package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Virtual threads that block in every way that unmounts them, in waves, for so many milliseconds. Where anything that
 * runs while one mounts or unmounts waits, the carrier is lost, and with a single one the program with it.
 */
public final class VirtualStorm {

    private static final int WAVE = 2_000;

    private VirtualStorm() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[0]));
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, Threads.named("timer"));
        ReentrantLock lock = new ReentrantLock();
        LongAdder done = new LongAdder();
        int waves = 0;
        do {
            LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>(16);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < WAVE; i++) {
                int way = i % 5;
                CompletableFuture<Integer> promise = new CompletableFuture<>();
                FutureTask<Integer> task = new FutureTask<>(() -> 1);
                timer.schedule(() -> promise.complete(1), 1 + i % 7, TimeUnit.MILLISECONDS);
                timer.schedule(task, 1 + i % 5, TimeUnit.MILLISECONDS);
                boolean even = i % 10 < 5;
                all.add(virtual.submit(() -> {
                    switch (way) {
                        case 0 -> promise.join();
                        case 1 -> task.get();
                        case 2 -> {
                            lock.lock();
                            try {
                                Thread.yield();
                            } finally {
                                lock.unlock();
                            }
                        }
                        case 3 -> {
                            if (even) {
                                queue.put(1);
                            } else {
                                queue.take();
                            }
                        }
                        default -> Thread.sleep(1);
                    }
                    done.increment();
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
            waves++;
        } while (System.nanoTime() < end);
        Lifeline.say(done.sum() == (long) waves * WAVE ? "all done" : "lost some");
        System.exit(0);
    }
}
