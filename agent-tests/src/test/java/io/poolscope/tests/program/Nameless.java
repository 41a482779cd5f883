package io.poolscope.tests.program;

import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads whose name is no name: null (by a field that the JDK would never leave so), empty, and of a hundred thousand
 * characters that steer terminals. A pool beside them waits for itself.
 */
public final class Nameless {

    private Nameless() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Field name = Thread.class.getDeclaredField("name");
        name.setAccessible(true);
        String hostile = "\u001b[2J\u202e\r\n${jndi:ldap://x}<script>".repeat(3_000);
        CountDownLatch stand = new CountDownLatch(1);
        ExecutorService odd = Executors.newFixedThreadPool(3, task -> {
            Thread thread = new Thread(task, "");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < 3; i++) {
            int number = i;
            odd.execute(() -> unchecked(() -> {
                if (number > 0) {
                    name.set(Thread.currentThread(), number == 1 ? null : hostile);
                }
                stand.await();
            }));
        }
        ExecutorService single = Executors.newSingleThreadExecutor(Threads.named("stands"));
        single.execute(() -> unchecked(() -> single.submit(() -> "never runs").get())); // mark: stands
        Lifeline.say("working");
        Lifeline.awaitGo();
        stand.countDown();
        odd.shutdown();
        Lifeline.say("ended: " + odd.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS));
        System.exit(3);
    }

    private static void unchecked(Threads.Body body) {
        body.runUnchecked();
    }
}
