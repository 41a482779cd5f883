package io.poolscope.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: starts a command with the agent in it, and is that command to whoever started us. */
@Command(
        name = "run",
        description = "Start a command with poolscope in it; its exit code is ours",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Behind a command that is not java, every JVM that it starts gets the agent, by",
            "JAVA_TOOL_OPTIONS.",
            "",
            "Examples:",
            "  poolscope run -- java -jar service.jar",
            "  poolscope run -s mode=load-test,report=run.json -- java -jar service.jar",
            "  poolscope run -- ./gradlew bootRun"
        })
final class RunCommand implements Callable<Integer> {
    /** A JVM that was asked to end gets as long as an orchestrator gives it. */
    private static final long LAST_SECONDS = 30;

    private final Console console;

    @Option(
            names = {"-s", "--settings"},
            paramLabel = "KEY=VALUE,...",
            description = "the agent's options")
    private @Nullable String settings;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "the command and its arguments, behind --")
    private List<String> command = List.of();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ProcessBuilder child = new ProcessBuilder(command).inheritIO();
        String agent = "-javaagent:" + console.jar() + (settings == null || settings.isEmpty() ? "" : "=" + settings);
        if (isJava(command.get(0))) {
            List<String> whole = new ArrayList<>(command);
            whole.add(1, agent);
            child.command(whole);
        } else {
            addToolOption(child.environment(), agent);
        }
        Process process;
        try {
            process = child.start();
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "cannot start " + command.get(0) + ": " + e.getMessage());
        }
        // Who signals us means the command.
        Thread hook = new Thread(() -> end(process), "poolscope-end");
        Runtime.getRuntime().addShutdownHook(hook);
        return process.waitFor();
    }

    private static boolean isJava(String executable) {
        Path name = Path.of(executable).getFileName();
        return name != null
                && (name.toString().equals("java") || name.toString().equals("java.exe"));
    }

    private static void addToolOption(Map<String, String> environment, String option) {
        // The JVM splits it at blanks, but not within quotes.
        String quoted = option.contains(" ") ? "\"" + option + "\"" : option;
        environment.merge("JAVA_TOOL_OPTIONS", quoted, (old, ours) -> old.isBlank() ? ours : old + " " + ours);
    }

    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
