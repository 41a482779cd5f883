package io.poolscope.tests.hotpath;

import io.poolscope.tests.stress.Watched;

/**
 * Prints what the ways of every task cost, line by line. {@code bytes} lines always; with the path of {@code poolscope.jar}
 * as its argument, in a JVM in which the probes are, {@code woven} and {@code hook} lines too.
 */
public final class HotPaths {

    private HotPaths() {}

    public static void main(String[] args) throws Exception {
        Watched.await();
        Allocations.print();
        if (args.length > 0) {
            WovenCode.print();
            HookCode.print(args[0]);
        }
        System.exit(0);
    }
}
