package io.poolscope.tests.program;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Pools that are well and at work: whatever is said about them above a murmur is a false alarm. */
public final class Healthy {

    private Healthy() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        bursts();
        cpuBound();
        io();
        forks();
        chains();
        timers();
        shortLocks();
        idle();
        Lifeline.moment("working");
        Lifeline.stay();
    }

    /** Two hundred short tasks at once, every two seconds; the queue drains long before the next. */
    private static void bursts() {
        ExecutorService pool = Executors.newFixedThreadPool(4, Threads.named("bursts"));
        Threads.start("burst-driver", () -> {
            while (true) {
                for (int i = 0; i < 200; i++) {
                    pool.execute(() -> call(() -> Thread.sleep(2)));
                }
                Thread.sleep(2_000);
            }
        });
    }

    /** Both workers compute, and only as many tasks wait as keep them busy. */
    private static void cpuBound() {
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("cpu"));
        Semaphore open = new Semaphore(3);
        Threads.start("cpu-driver", () -> {
            while (true) {
                open.acquire();
                pool.execute(() -> {
                    compute(5);
                    open.release();
                });
                // Some of the machine is for others: it is not this program's business to bring it down.
                Thread.sleep(20);
            }
        });
    }

    /** Eight workers read from sockets, which is what they are there for; four clients wait for them. */
    private static void io() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8, Threads.named("io"));
        ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        for (int i = 0; i < 4; i++) {
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket remote = server.accept();
            Threads.start("remote-" + i, () -> {
                while (remote.getInputStream().read() >= 0) {
                    Thread.sleep(20);
                    remote.getOutputStream().write(1);
                }
            });
            Threads.start("client-" + i, () -> {
                InputStream in = client.getInputStream();
                while (true) {
                    pool.submit(() -> {
                                client.getOutputStream().write(1);
                                return in.read();
                            })
                            .get();
                }
            });
        }
    }

    private static void forks() {
        ForkJoinPool pool = new ForkJoinPool(2);
        Threads.start("fork-driver", () -> {
            while (true) {
                pool.invoke(new Fib(16));
                Thread.sleep(50);
            }
        });
    }

    private static final class Fib extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;
        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fib left = new Fib(n - 1);
            left.fork();
            return new Fib(n - 2).compute() + left.join();
        }
    }

    /** Asynchronous from end to end; only the driver, which is no worker, waits. */
    private static void chains() {
        ExecutorService pool = Executors.newFixedThreadPool(3, Threads.named("chains"));
        Threads.start("chain-driver", () -> {
            while (true) {
                List<CompletableFuture<Integer>> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    all.add(CompletableFuture.supplyAsync(() -> 1, pool)
                            .thenApplyAsync(x -> x + 1, pool)
                            .thenCombineAsync(CompletableFuture.supplyAsync(() -> 2, pool), Integer::sum, pool));
                }
                for (CompletableFuture<Integer> one : all) {
                    one.get();
                }
                Thread.sleep(100);
            }
        });
    }

    private static void timers() {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2, Threads.named("timers"));
        pool.scheduleAtFixedRate(() -> compute(2), 0, 500, TimeUnit.MILLISECONDS);
        pool.scheduleWithFixedDelay(() -> compute(2), 0, 300, TimeUnit.MILLISECONDS);
        pool.schedule(() -> {}, 1, TimeUnit.HOURS);
    }

    /** Four workers share a monitor for moments. */
    private static void shortLocks() {
        ExecutorService pool = Executors.newFixedThreadPool(4, Threads.named("sharing"));
        Object shared = new Object();
        Threads.start("sharing-driver", () -> {
            List<Future<?>> round = new ArrayList<>();
            while (true) {
                for (int i = 0; i < 8; i++) {
                    round.add(pool.submit(() -> {
                        synchronized (shared) {
                            compute(1);
                        }
                    }));
                }
                for (Future<?> one : round) {
                    one.get();
                }
                round.clear();
                Thread.sleep(30);
            }
        });
    }

    private static void idle() {
        ((ThreadPoolExecutor) Executors.newFixedThreadPool(4, Threads.named("idle"))).prestartAllCoreThreads();
    }

    private static void compute(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
