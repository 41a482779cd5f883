package io.poolscope.watch;

import java.util.List;

/**
 * Tells the application's frames from those of the JDK, of libraries, and of generated classes. A wait is charged to
 * the innermost application frame: the line that a person can change.
 */
final class Frames {
    /** Parts of names that only generated classes have: proxies, hidden classes, enhanced entities. */
    private static final List<String> GENERATED = List.of(
            "$$SpringCGLIB$$",
            "$$EnhancerBy",
            "$$FastClassBy",
            "$$KeyFactoryBy",
            "$$Lambda",
            "$Proxy",
            "_$$_javassist",
            "_$$_jvst",
            "_$$_Weld",
            "_WeldSubclass",
            "_ClientProxy",
            "_Subclass",
            "$HibernateProxy$",
            "$ByteBuddy$",
            "$MockitoMock$",
            "GeneratedMethodAccessor",
            "GeneratedConstructorAccessor",
            "LambdaForm$");

    private final List<String> application;

    /**
     * What the application is.
     *
     * @param appPackages package prefixes that are the application's and nothing else is; empty: all that is neither the
     *     JDK's nor a known library's
     */
    Frames(List<String> appPackages) {
        application = appPackages.stream()
                .filter(p -> !p.isBlank())
                .map(p -> p.endsWith(".") ? p : p + ".")
                .toList();
    }

    /** Whether a frame of this class is the application's own source code. */
    boolean isApplication(String className) {
        if (isGenerated(className)) {
            return false;
        }
        if (application.isEmpty()) {
            return !Libraries.isJdk(className) && !Libraries.isKnown(className) && !Libraries.isOwn(className);
        }
        for (String prefix : application) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The frame that is charged with a wait.
     *
     * @param stack innermost first
     * @return index of the innermost application frame that is not just a future's {@code get}, else of the innermost
     *     frame that is not the JDK's, else of the one below the blocking call; -1 for an empty stack
     */
    int site(StackTraceElement[] stack) {
        int library = -1;
        int below = -1;
        for (int i = 0; i < stack.length; i++) {
            String name = stack[i].getClassName();
            if (isApplication(name)) {
                return belowOwnFuture(stack, i);
            }
            if (library < 0 && !Libraries.isJdk(name) && !Libraries.isOwn(name) && !isGenerated(name)) {
                library = i;
            }
            if (below < 0 && !isBlockingCall(name)) {
                below = i;
            }
        }
        return library >= 0 ? library : below >= 0 ? below : stack.length - 1;
    }

    /** Where an application has a future of its own making, the line to change is not the one in it that parks. */
    private int belowOwnFuture(StackTraceElement[] stack, int innermost) {
        if (innermost == 0) {
            return innermost;
        }
        for (int i = 0; i < innermost; i++) {
            if (!isBlockingCall(stack[i].getClassName())) {
                return innermost;
            }
        }
        for (int i = innermost; i < stack.length; i++) {
            if (isApplication(stack[i].getClassName()) && !KnownCalls.awaitsFuture(stack[i])) {
                return i;
            }
        }
        return innermost;
    }

    /**
     * The call that blocks, as the code at the site sees it: the frame that the site called.
     *
     * @return index, or -1 where the site itself blocks: a {@code synchronized} block
     */
    int call(StackTraceElement[] stack, int site) {
        int call = site - 1;
        while (call >= 0 && isGenerated(stack[call].getClassName())) {
            call--;
        }
        return call;
    }

    private static boolean isBlockingCall(String name) {
        return name.startsWith("jdk.internal.")
                || name.startsWith("sun.")
                || name.startsWith("java.util.concurrent.")
                || name.equals("java.lang.Object")
                || name.equals("java.lang.Thread");
    }

    static boolean isGenerated(String className) {
        if (className.indexOf('$') < 0 && className.indexOf('_') < 0 && !className.contains("Generated")) {
            return false;
        }
        for (String part : GENERATED) {
            if (className.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
