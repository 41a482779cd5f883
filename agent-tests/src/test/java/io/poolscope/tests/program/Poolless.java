package io.poolscope.tests.program;

/** Has no pool of threads: there is nothing to watch. */
public final class Poolless {

    private Poolless() {}

    public static void main(String[] args) throws InterruptedException {
        Lifeline.hold();
        Lifeline.say("working");
        Lifeline.stay();
    }
}
