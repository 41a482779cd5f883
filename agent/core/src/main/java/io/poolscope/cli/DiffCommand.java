package io.poolscope.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code diff}: what changed between two runs. */
@Command(
        name = "diff",
        description = "Compare two report files: findings gone, new and changed; worker time per place",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 also where they differ (`check --baseline` is the gate), 2 no such",
            "file or no report.",
            "",
            "Examples:",
            "  poolscope diff before.json after.json",
            "  poolscope diff before.json after.json --json"
        })
final class DiffCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Common common = new Common();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "the earlier report (.json)")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "the later report (.json)")
    private String after = "";

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Difference difference = Difference.of(
                Documents.read(before).assessment(), Documents.read(after).assessment());
        if (common.json()) {
            console.out().print(DiffJson.of(difference));
        } else {
            Paper paper = Paper.of(console.environment(), Common.isTerminal(1), common.noColor());
            console.out().print(new DiffText(paper).of(difference));
        }
        return Exit.OK;
    }
}
