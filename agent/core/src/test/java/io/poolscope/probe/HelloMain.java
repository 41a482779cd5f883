package io.poolscope.probe;

/** Prints the states of the probes. */
final class HelloMain {
    private HelloMain() {}

    public static void main(String[] args) {
        Woven.probing.statuses().forEach(System.out::println);
        new java.util.concurrent.ForkJoinPool(1).shutdown();
        System.out.println(
                Woven.probing.completeSelfTest() + " " + Woven.probing.summary() + " " + Woven.probing.lost());
        Woven.probing.statuses().forEach(System.out::println);
    }
}
