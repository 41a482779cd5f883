package io.poolscope.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}: what a shell needs to complete {@code poolscope}. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  source <(poolscope completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            console.out().print(AutoComplete.bash("poolscope", spec.root().commandLine()));
        }
        return Exit.OK;
    }
}
