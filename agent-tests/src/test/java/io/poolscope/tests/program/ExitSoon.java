package io.poolscope.tests.program;

/** Calls System.exit after so many milliseconds, from a thread that is not main. */
public final class ExitSoon {

    private ExitSoon() {}

    public static void main(String[] args) throws Exception {
        long delay = Long.parseLong(args[0]);
        Threads.start("exit", () -> {
            Thread.sleep(delay);
            System.out.println("exit");
            System.exit(7);
        });
        Thread.sleep(60_000);
    }
}
