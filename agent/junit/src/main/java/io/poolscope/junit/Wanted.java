package io.poolscope.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What is wanted of a test or of a run. The parameters are JUnit's: in {@code junit-platform.properties}, or as system
 * properties; they do not begin with {@code poolscope.}, as those are the agent's own options.
 *
 * @param severity from which on a finding counts
 * @param allow entries for accepted findings
 * @param options of the agent, for when it is not there yet
 */
record Wanted(String severity, List<String> allow, String options) {
    private static final String PREFIX = "io.poolscope.junit.";
    /** Whether the whole run is judged. */
    static final String RUN = PREFIX + "run";
    /** Whether each test is judged that has no annotation. */
    static final String EACH = PREFIX + "each";

    private static final String SEVERITY = PREFIX + "severity";
    private static final String ALLOW = PREFIX + "allow";
    private static final String OPTIONS = PREFIX + "options";
    /** A test is a small load test: what went well by luck only counts. The tests tell, no log and no meter. */
    private static final String DEFAULTS = "mode=load-test,probes=on,log=none,micrometer=off";

    /** Of a run. */
    static Wanted of(Function<String, Optional<String>> parameters) {
        List<String> allow = new ArrayList<>();
        for (String entry : parameters.apply(ALLOW).orElse("").split(";")) {
            if (!entry.isBlank()) {
                allow.add(entry.strip());
            }
        }
        String options = parameters.apply(OPTIONS).orElse("");
        return new Wanted(
                parameters.apply(SEVERITY).orElse("warning"),
                List.copyOf(allow),
                options.isBlank() ? DEFAULTS : DEFAULTS + "," + options);
    }

    /** Of a test. */
    static Wanted of(ExtensionContext context) {
        Wanted run = of(context::getConfigurationParameter);
        Optional<PoolscopeTest> annotation = annotation(context);
        if (annotation.isEmpty()) {
            return run;
        }
        Severity severity = annotation.get().severity();
        List<String> allow = new ArrayList<>(run.allow);
        allow.addAll(List.of(annotation.get().allow()));
        return new Wanted(
                severity == Severity.CONFIGURED ? run.severity : severity.name().toLowerCase(Locale.ROOT),
                List.copyOf(allow),
                run.options);
    }

    /** The method's, or that of its class or a class around it. */
    static Optional<PoolscopeTest> annotation(ExtensionContext context) {
        Optional<PoolscopeTest> found = AnnotationSupport.findAnnotation(context.getTestMethod(), PoolscopeTest.class);
        Class<?> type = context.getTestClass().orElse(null);
        while (found.isEmpty() && type != null) {
            found = AnnotationSupport.findAnnotation(type, PoolscopeTest.class);
            type = type.getEnclosingClass();
        }
        return found;
    }

    static boolean isSet(Function<String, Optional<String>> parameters, String name) {
        return parameters.apply(name).map(Boolean::parseBoolean).orElse(false);
    }
}
