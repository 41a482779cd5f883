package io.poolscope.junit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * The whole run, of all engines: where {@code io.poolscope.junit.run} is set, a finding makes it fail at its end, outside
 * of any test. At the end of every run it tells of accepted findings that are past their date or never came, and has
 * poolscope leave. Silent, and poolscope not entered, where nothing asks for it. Found by JUnit by itself.
 */
public final class RunListener implements LauncherSessionListener {
    /** A test may open a session of its own: the outermost one is the run. */
    private static int open;

    private @Nullable Wanted wanted;
    private @Nullable Object begun;
    private @Nullable Exception failure;

    /** Called by JUnit. */
    public RunListener() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (change(1) == 1) {
            session.getLauncher().registerTestExecutionListeners(new TestExecutionListener() {
                @Override
                public void testPlanExecutionStarted(TestPlan plan) {
                    begin(plan);
                }

                @Override
                public void executionStarted(TestIdentifier test) {
                    Runners.note();
                }
            });
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (change(-1) > 0) {
            return;
        }
        List<String> findings = new ArrayList<>();
        try {
            findings.addAll(end());
        } finally {
            leave();
        }
        if (!findings.isEmpty()) {
            throw new AssertionError(
                    "a rule of poolscope's fired in this test run\n\n" + String.join("\n\n", findings));
        }
    }

    private static synchronized int change(int by) {
        open += by;
        return open;
    }

    /** JUnit swallows what a listener throws here: kept for the end. */
    private synchronized void begin(TestPlan plan) {
        if (wanted == null && Wanted.isSet(plan.getConfigurationParameters()::get, Wanted.RUN)) {
            Wanted run = Wanted.of(plan.getConfigurationParameters()::get);
            wanted = run;
            try {
                begun = Entrance.with(run.options(), watch -> {
                    watch.check(run.severity(), run.allow());
                    return watch.begin();
                });
            } catch (Exception e) {
                failure = e;
            }
        }
    }

    private synchronized List<String> end() {
        Wanted run = wanted;
        Object since = begun;
        if (run == null) {
            return List.of();
        }
        try {
            if (failure != null || since == null) {
                throw failure == null ? new IllegalStateException("not begun") : failure;
            }
            return Entrance.with(
                    run.options(), watch -> watch.end(since, run.severity(), run.allow(), Runners.names()));
        } catch (Exception e) {
            throw new IllegalStateException("poolscope cannot judge this test run: " + e.getMessage(), e);
        }
    }

    private static void leave() {
        try {
            Entrance.leave().forEach(RunListener::say);
        } catch (Exception e) {
            say("could not leave the JVM of the tests: " + e.getMessage());
        }
    }

    private static void say(String line) {
        System.err.println("poolscope: " + line);
    }
}
