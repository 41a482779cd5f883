package io.poolscope.tests.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Ties a program to the test that started it: standard input brings commands, and when it ends, for whatever reason, so
 * does the program. Not one of the program's threads has anything to do with it.
 */
public final class Lifeline {

    private static final CountDownLatch GO = new CountDownLatch(1);

    private Lifeline() {}

    /** Starts to listen. {@code go} opens {@link #awaitGo}, {@code exit N} calls System.exit. */
    public static void hold() {
        Thread reader = new Thread(Lifeline::listen, "lifeline");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits for the command {@code go}. */
    public static void awaitGo() throws InterruptedException {
        GO.await();
    }

    /** Tells the test that something is reached. */
    public static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }

    /** Tells the test when something happened. */
    public static void moment(String what) {
        say(what + " " + Instant.now());
    }

    /** Stays for as long as the test wants. */
    public static void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("go")) {
                    GO.countDown();
                } else if (line.startsWith("exit ")) {
                    System.exit(Integer.parseInt(line.substring("exit ".length())));
                }
            }
        } catch (IOException e) {
            // The test is gone.
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(99);
    }
}
