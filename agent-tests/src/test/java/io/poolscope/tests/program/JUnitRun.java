package io.poolscope.tests.program;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs classes of {@link JUnitSubjects}, given by their simple names, as a build does; arguments {@code key=value} are JUnit's
 * parameters. Says of each test whether it passed, and how the session ended.
 */
public final class JUnitRun {

    private static final long TO_LEAVE_NANOS = 10_000_000_000L;

    private JUnitRun() {}

    public static void main(String[] args) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String argument : args) {
            String[] parts = argument.split("=", 2);
            if (parts.length == 2) {
                request.configurationParameter(parts[0], parts[1]);
            } else {
                request.selectors(selectClass(JUnitSubjects.class.getName() + "$" + argument));
            }
        }
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request.build(), new Teller());
            say("classes " + Arrays.toString(ownClasses()));
        } catch (AssertionError | RuntimeException e) {
            say("session failed: " + e.getMessage());
        }
        // Its threads end just after it has answered that all else is gone.
        long end = System.nanoTime() + TO_LEAVE_NANOS;
        while (isPoolscopeHere() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(50_000_000);
        }
        say("stays " + isPoolscopeHere());
    }

    private static boolean isPoolscopeHere() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[top.activeCount() + 100];
        return Arrays.stream(threads, 0, top.enumerate(threads))
                .anyMatch(thread -> thread.getName().startsWith("poolscope"));
    }

    /** What of poolscope's a test could see, but for the extension. */
    private static String[] ownClasses() {
        return Arrays.stream(new String[] {
                    "io.poolscope.testrun.TestRun",
                    "io.poolscope.control.Channel",
                    "org.jline.terminal.Terminal",
                    "picocli.CommandLine"
                })
                .filter(JUnitRun::isVisible)
                .toArray(String[]::new);
    }

    private static boolean isVisible(String type) {
        try {
            Class<?> unused = Class.forName(type, false, JUnitRun.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static final class Teller implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String name = test.getLegacyReportingName();
            if (test.isTest()) {
                say(result.getThrowable()
                        .map(e -> "failed " + name + ": " + e.getMessage() + "\nend of " + name)
                        .orElse("passed " + name));
            } else {
                result.getThrowable().ifPresent(e -> say("failed " + name + ": " + e));
            }
        }
    }
}
