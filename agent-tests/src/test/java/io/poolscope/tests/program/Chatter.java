package io.poolscope.tests.program;

/** Writes a lot, then stays, with a child process beside it. */
public final class Chatter {

    private Chatter() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Process child = new ProcessBuilder("sleep", "600").start();
        byte[] line = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n".getBytes("US-ASCII");
        Lifeline.say("child " + child.pid());
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            System.out.write(line);
        }
        System.out.flush();
        System.err.println("written");
        Lifeline.stay();
    }
}
