package io.poolscope.launcher;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/**
 * What the JUnit extension enters by, through a class loader of its own that sees this jar and the JDK: hands over to the
 * core, so that a test's class path gets nothing of it.
 */
public final class TestRuns {
    private static final String ENTRY = "io.poolscope.testrun.TestRun";

    private TestRuns() {}

    /**
     * Finds poolscope in this JVM, or brings it in.
     *
     * @param options what the agent gets if it is not there yet
     * @return the core's {@code TestRun}; its methods take and give JDK types
     * @throws Exception if it cannot come in, with the reason in words
     */
    public static Object enter(String options) throws Exception {
        File jar = Agent.jar();
        ClassLoader core = new CoreLoader(jar, TestRuns.class.getClassLoader().getParent());
        try {
            return Class.forName(ENTRY, true, core)
                    .getMethod("enter", Path.class, String.class)
                    .invoke(null, jar.toPath(), options);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() instanceof Exception ? (Exception) failure.getCause() : failure;
        }
    }
}
