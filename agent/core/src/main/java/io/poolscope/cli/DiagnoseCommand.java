package io.poolscope.cli;

import io.poolscope.attach.Jvm;
import io.poolscope.finding.Assessment;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code diagnose}: the on-call command. Attaches, looks, says what it saw, and leaves the JVM as it was. */
@Command(
        name = "diagnose",
        description = "Attach, look, say what is wrong and what to do, detach",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 nothing critical, 10 something critical, 4 nothing was seen, 3 no",
            "such JVM or no way into it.",
            "",
            "Examples:",
            "  poolscope diagnose 4711",
            "  poolscope diagnose OrderService -d 30s",
            "  poolscope diagnose 4711 --json > report.json"
        })
final class DiagnoseCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Aim common = new Aim();

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "how long to look (default: 10s)")
    private Duration duration = Duration.ofSeconds(10);

    @Option(
            names = "--probes",
            description = "also change JDK classes in the JVM for this time: exact waits, and the rules that need them")
    private boolean probes;

    DiagnoseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Jvm jvm = common.jvm();
        String document;
        try (Visit visit = Visit.begin(console, common, jvm, probes, "")) {
            // Whoever sits there at night wants to know that it works.
            if (Common.isTerminal(2)) {
                Cli.say(
                        console,
                        "looking into JVM " + jvm.pid() + " (" + jvm.main() + ") for " + DurationText.text(duration));
            }
            document = visit.look(duration);
        }
        return tell(document);
    }

    private int tell(@Nullable String document) {
        if (document == null) {
            throw new Failure(
                    Exit.NO_DATA,
                    "poolscope got in, and had not looked once after " + DurationText.text(duration)
                            + ": the JVM has little CPU to run on; look longer with -d 30s");
        }
        Assessment seen = Live.read(document);
        if (common.json()) {
            console.out().println(document.strip());
        } else {
            console.out().print(text(seen));
        }
        if (DiagnoseText.critical(seen)) {
            return Exit.FOUND;
        }
        return seen.snapshot().pools().isEmpty() ? Exit.NO_DATA : Exit.OK;
    }

    private String text(Assessment seen) {
        Paper paper = Paper.of(console.environment(), Common.isTerminal(1), common.noColor());
        return new DiagnoseText(paper, ZoneId.systemDefault()).of(seen);
    }
}
