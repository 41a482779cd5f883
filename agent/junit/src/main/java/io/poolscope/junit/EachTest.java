package io.poolscope.junit;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every test without an annotation: found by JUnit where {@code junit.jupiter.extensions.autodetection.enabled} is set,
 * and silent unless {@code io.poolscope.junit.each} is.
 */
public final class EachTest implements BeforeEachCallback, AfterTestExecutionCallback {
    private final PoolscopeExtension extension = new PoolscopeExtension();

    /** Called by JUnit. */
    public EachTest() {}

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (isWanted(context)) {
            extension.beforeEach(context);
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws Exception {
        if (isWanted(context)) {
            extension.afterTestExecution(context);
        }
    }

    private static boolean isWanted(ExtensionContext context) {
        return Wanted.annotation(context).isEmpty() && Wanted.isSet(context::getConfigurationParameter, Wanted.EACH);
    }
}
