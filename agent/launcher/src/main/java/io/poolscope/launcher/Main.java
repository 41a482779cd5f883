package io.poolscope.launcher;

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/** {@code java -jar poolscope.jar}: hands over to the command line in the core, on a Java that can run it. */
public final class Main {
    private static final int INTERNAL = 1;
    private static final String ENTRY = "io.poolscope.cli.Cli";

    private Main() {}

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.in, System.out, System.err));
    }

    private static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) {
        String refusal =
                Host.refusal(System.getProperty("java.specification.version"), System.getProperty("java.version"), "");
        if (refusal != null) {
            err.print(Stderr.line(refusal));
            return INTERNAL;
        }
        try {
            File jar = Agent.jar();
            ClassLoader platform = (ClassLoader)
                    ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
            ClassLoader core = new CoreLoader(jar, platform);
            return (Integer) Class.forName(ENTRY, true, core)
                    .getMethod(
                            "run",
                            String[].class,
                            InputStream.class,
                            PrintStream.class,
                            PrintStream.class,
                            Path.class,
                            String.class)
                    .invoke(
                            null,
                            arguments,
                            in,
                            out,
                            err,
                            jar.toPath().toAbsolutePath(),
                            Main.class.getPackage().getImplementationVersion());
        } catch (InvocationTargetException failure) {
            return internal(err, failure.getCause());
        } catch (Throwable failure) {
            return internal(err, failure);
        }
    }

    private static int internal(PrintStream err, Throwable failure) {
        err.print(Stderr.line("internal error, please report it: " + failure));
        failure.printStackTrace(err);
        return INTERNAL;
    }
}
