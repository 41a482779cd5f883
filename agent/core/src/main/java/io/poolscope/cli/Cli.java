package io.poolscope.cli;

import io.poolscope.attach.AttachException;
import io.poolscope.control.RefusedException;
import io.poolscope.report.Escape;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code java -jar poolscope.jar}: the root command, and the list of all commands. */
@Command(
        name = "poolscope",
        description = "Why is my thread pool stuck?",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all right",
            " 1:internal error",
            " 2:the command line was not understood",
            " 3:no such JVM, or no way into it; it says why and what to do",
            " 4:no data, or too little",
            "10:a gate failed, or diagnose found something critical"
        },
        footer = {
            "",
            "Examples:",
            "  poolscope list                      which JVMs are there",
            "  poolscope diagnose 4711             what is wrong in there, in ten seconds",
            "  poolscope diagnose OrderService     the same, by a part of the main class",
            "  poolscope record 4711 -o run.json   keep what was seen",
            "  poolscope                           pick a JVM and watch it live"
        })
public final class Cli implements Callable<Integer> {
    /** What every command says of its target. */
    static final String TARGET = "process id, or a part of the main class that only one JVM has; `list` shows them";

    private final Console console;

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    private Cli(Console console) {
        this.console = console;
    }

    /** Every command, in the order of the help. */
    private static List<Object> commands(Console console) {
        return List.of(
                new ListCommand(console),
                new DiagnoseCommand(console),
                new TopCommand(console),
                new AttachCommand(console),
                new ReportCommand(console),
                new RecordCommand(console),
                new CheckCommand(console),
                new DiffCommand(console),
                new StatusCommand(console),
                new DetachCommand(console),
                // What stands behind the command that is run belongs to that command.
                new CommandLine(new RunCommand(console)).setStopAtPositional(true),
                new CompletionCommand(console));
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
        line.registerConverter(Duration.class, new DurationText());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                Common.colorAllowed(console) ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.getCommandSpec().version("poolscope " + version);
        line.setOut(new PrintWriter(console.out(), true));
        line.setErr(new PrintWriter(console.err(), true));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof Failure told) {
                say(console, told.getMessage());
                return told.exit();
            }
            if (failure instanceof AttachException || failure instanceof RefusedException) {
                say(console, failure.getMessage());
                return Exit.NO_TARGET;
            }
            say(console, "internal error, please report it: " + failure);
            failure.printStackTrace(console.err());
            return Exit.INTERNAL;
        });
        line.setParameterExceptionHandler((mistake, rest) -> {
            say(console, mistake.getMessage() + nearest(mistake) + "; see --help");
            return Exit.USAGE;
        });
        return line.execute(arguments);
    }

    private static String nearest(CommandLine.ParameterException mistake) {
        if (!(mistake instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : ", did you mean " + String.join(" or ", suggestions) + "?";
    }

    /** One line on standard output. */
    static void print(Console console, String text) {
        console.out().println(Escape.line(text));
    }

    /** One line on standard error. */
    static void say(Console console, @Nullable String text) {
        console.err().println("poolscope: " + Escape.line(String.valueOf(text)));
    }

    /** Without a command: a person picks a JVM and watches it; anybody else gets the help. */
    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            return Exit.INTERNAL;
        }
        CommandLine line = spec.commandLine();
        if (!Common.isTerminal(0) || !Common.isTerminal(1)) {
            line.usage(console.out());
            return Exit.OK;
        }
        String target = Picking.one(console);
        return target.isEmpty() ? Exit.OK : line.execute("top", target);
    }
}
