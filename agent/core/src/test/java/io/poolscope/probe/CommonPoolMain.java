package io.poolscope.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/** An application that sizes the common pool in its main, as many do, and a self-test that comes after it. */
final class CommonPoolMain {
    private CommonPoolMain() {}

    public static void main(String[] args) {
        Check.that(!Woven.probing.completeSelfTest(), "ForkJoinPool is not initialised, so not tested");
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "7");
        Check.equal(7, ForkJoinPool.commonPool().getParallelism(), "the application's setting holds");
        CompletableFuture.runAsync(() -> {}).join();
        Check.that(Woven.probing.completeSelfTest(), "now it is tested");
        Check.equal("14 of 15 probes active; object-wait off", Woven.probing.summary(), "all answer");
        System.out.println("ok");
    }
}
