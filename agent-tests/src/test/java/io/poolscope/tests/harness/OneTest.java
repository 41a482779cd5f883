package io.poolscope.tests.harness;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.util.Arrays;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs one test of this module in a JVM of its own, so that it can be run on a broken copy of the jar beside tests of the
 * sound one. Exit code 0 if it passed, 1 if it failed, 2 if it was not found.
 */
public final class OneTest {

    private OneTest() {}

    /** Takes {@code package.Class#method(parameter types)}, and maybe numbers of its invocations, from 0. */
    public static void main(String[] args) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        int[] invocations =
                Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
        DiscoverySelector test = selectMethod(args[0]);
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(invocations.length == 0 ? test : selectIteration(test, invocations))
                        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                        .build(),
                summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), 3);
        long failed = summary.getSummary().getTestsFailedCount();
        System.exit(failed > 0 ? 1 : summary.getSummary().getTestsSucceededCount() > 0 ? 0 : 2);
    }
}
