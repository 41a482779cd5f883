package io.poolscope.junit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to the poolscope of this JVM, entered at the first use and left at the end of the run. What cannot be entered
 * once is not tried again: every test that wants it fails with the reason, since silence would look like health.
 */
final class Entrance {
    /** Lies beside the classes, as a file: no class in it is on the class path. */
    private static final String JAR = "poolscope.jar";

    private static final String ENTRY = "io.poolscope.launcher.TestRuns";

    private static @Nullable Watch watch;
    private static @Nullable String failure;
    private static @Nullable Path directory;

    private Entrance() {}

    /** One thing to ask. */
    interface Question<T> {
        T ask(Watch watch) throws Exception;
    }

    /** Asks; a thread that the test has left interrupted is interrupted again afterwards. */
    static <T> T with(String options, Question<T> question) throws Exception {
        boolean interrupted = Thread.interrupted();
        try {
            return question.ask(enter(options));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static synchronized Watch enter(String options) {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        if (watch == null) {
            try {
                watch = open(options);
            } catch (Exception | LinkageError e) {
                failure = e.getMessage() == null ? e.toString() : e.getMessage();
                throw new IllegalStateException(failure, e);
            }
        }
        return watch;
    }

    /** Ends the run, if anything was asked in it; the next question enters anew. */
    static synchronized List<String> leave() throws Exception {
        Watch left = watch;
        watch = null;
        failure = null;
        try {
            return left == null ? List.of() : left.leave();
        } finally {
            remove();
        }
    }

    private static Watch open(String options) throws Exception {
        Path made = Files.createTempDirectory("poolscope-junit");
        directory = made;
        Path jar = made.resolve(JAR);
        try (InputStream in = Entrance.class.getResourceAsStream(JAR)) {
            Files.copy(Objects.requireNonNull(in, "poolscope-junit without poolscope.jar in it"), jar);
        }
        // Not closed: the core loads classes until the end of the run.
        URLClassLoader launcher =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Object run = call(null, Class.forName(ENTRY, true, launcher), "enter", new Class<?>[] {String.class}, options);
        return (Watch) Proxy.newProxyInstance(
                Watch.class.getClassLoader(),
                new Class<?>[] {Watch.class},
                (proxy, method, arguments) ->
                        call(run, run.getClass(), method.getName(), method.getParameterTypes(), arguments));
    }

    private static Object call(
            @Nullable Object target, Class<?> type, String method, Class<?>[] parameters, Object... arguments)
            throws Exception {
        try {
            return type.getMethod(method, parameters).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The JVM has the jar open where it loaded the agent from it; where that keeps a file, it is gone with the JVM. */
    private static void remove() {
        Path made = directory;
        directory = null;
        if (made == null) {
            return;
        }
        try {
            Files.deleteIfExists(made.resolve(JAR));
            Files.deleteIfExists(made);
        } catch (IOException open) {
            made.toFile().deleteOnExit();
            made.resolve(JAR).toFile().deleteOnExit();
        }
    }
}
