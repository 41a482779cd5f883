package io.poolscope.report.meter;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.Proxy;

/**
 * Keeps poolscope's own Micrometer from logging. It would look for SLF4J, which prints that it found no provider, and then
 * fall back to {@code java.util.logging}, which poolscope must not initialise.
 */
final class QuietMicrometer extends InternalLoggerFactory {
    private QuietMicrometer() {}

    /** Before the first use of any other class of Micrometer. */
    static void install() {
        InternalLoggerFactory.setDefaultFactory(new QuietMicrometer());
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return (InternalLogger) Proxy.newProxyInstance(
                InternalLogger.class.getClassLoader(), new Class<?>[] {InternalLogger.class}, (proxy, method, args) -> {
                    Class<?> result = method.getReturnType();
                    return result == boolean.class ? Boolean.FALSE : result == String.class ? name : null;
                });
    }
}
