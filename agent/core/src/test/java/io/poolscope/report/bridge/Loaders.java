package io.poolscope.report.bridge;

import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Applications with a copy of a library of their own. */
public final class Loaders {
    private Loaders() {}

    /** A loader that sees nothing but the JDK and those jars of the test's class path whose names match. */
    public static URLClassLoader application(String jars) {
        Pattern pattern = Pattern.compile(jars);
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (pattern.matcher(path.getFileName().toString()).find()) {
                try {
                    urls.add(path.toUri().toURL());
                } catch (MalformedURLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** A loader with Micrometer and what it needs. */
    public static URLClassLoader micrometer() {
        return application("^(micrometer-|HdrHistogram|LatencyUtils|slf4j-api|logback-|prometheus-|jspecify)");
    }

    public static Instrumentation instrumentation() {
        return ByteBuddyAgent.install();
    }

    /** Whether a transformer is registered. */
    public static boolean transforms(Instrumentation instrumentation, ClassFileTransformer transformer) {
        boolean there = instrumentation.removeTransformer(transformer);
        if (there) {
            instrumentation.addTransformer(transformer, false);
        }
        return there;
    }
}
