package io.poolscope.jdk;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Opens {@code java.base} to the module of poolscope's own loader, which is why the core must live in a loader of its
 * own: on the class path it would open {@code java.lang} to the application.
 */
public final class Opening {
    /** Packages that poolscope reads fields of, and {@code jdk.internal.misc} for the reading itself. */
    private static final Set<String> PACKAGES = Set.of(
            "java.lang",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "jdk.internal.misc");

    private Opening() {}

    /**
     * Opens the packages; must run before any other use of this package, and cannot be undone.
     *
     * @param instrumentation of this JVM
     */
    public static void open(Instrumentation instrumentation) {
        Set<Module> self = Set.of(Opening.class.getModule());
        Map<String, Set<Module>> opens = new HashMap<>();
        for (String name : PACKAGES) {
            opens.put(name, self);
        }
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), opens, opens, Set.of(), Map.of());
    }
}
