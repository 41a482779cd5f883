package io.poolscope.cli;

import io.poolscope.report.Escape;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code java -jar poolscope.jar}: the root command, and the list of all commands. */
@Command(
        name = "poolscope",
        description = "Why is my thread pool stuck?",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Cli implements Runnable {
    private final Console console;

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    private Cli(Console console) {
        this.console = console;
    }

    /** Every command, in the order of the help. */
    private static List<Object> commands(Console console) {
        return List.of();
    }

    /**
     * Runs one command line; called by name by the launcher.
     *
     * @param arguments what stands behind {@code java -jar poolscope.jar}
     * @param jar poolscope's jar
     * @param version poolscope's version
     * @return the exit code, one of {@link Exit}
     */
    public static int run(
            String[] arguments, InputStream in, PrintStream out, PrintStream err, Path jar, String version) {
        return run(arguments, new Console(in, out, err, System.getenv(), jar), version);
    }

    static int run(String[] arguments, Console console, String version) {
        CommandLine line = new CommandLine(new Cli(console));
        commands(console).forEach(line::addSubcommand);
        line.getCommandSpec().version("poolscope " + version);
        line.setOut(new PrintWriter(console.out(), true));
        line.setErr(new PrintWriter(console.err(), true));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Failure told) {
                say(console, told.getMessage());
                return told.exit();
            }
            say(console, "internal error, please report it: " + failure);
            failure.printStackTrace(console.err());
            return Exit.INTERNAL;
        });
        line.setParameterExceptionHandler((mistake, rest) -> {
            say(console, mistake.getMessage() + "; see --help");
            return Exit.USAGE;
        });
        return line.execute(arguments);
    }

    /** One line on standard error. */
    static void say(Console console, @Nullable String text) {
        console.err().println("poolscope: " + Escape.line(String.valueOf(text)));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(console.out());
        }
    }
}
