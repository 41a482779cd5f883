package io.poolscope.cli;

import io.poolscope.attach.Jvm;
import io.poolscope.cli.top.Look;
import io.poolscope.cli.top.Looks;
import io.poolscope.cli.top.Top;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code top}: watches a JVM live, and leaves it as it was. */
@Command(
        name = "top",
        description = "Watch live: the verdict in words, pools worst first, where their workers wait",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Keys: arrows or j k choose a pool, Enter shows its findings and stacks,",
            "/ filters, < > sort, p pauses, r writes a report file, ? explains, q quits.",
            "Without a terminal it prints lines, a block for each look.",
            "",
            "Examples:",
            "  poolscope top 4711",
            "  poolscope top OrderService -i 5s | tee -a pools.log",
            "  poolscope top 4711 --json -n 1"
        })
final class TopCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Aim common = new Aim();

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "from one look to the next (default: 1s)")
    private Duration interval = Duration.ofSeconds(1);

    @Option(
            names = {"-n", "--count"},
            paramLabel = "LOOKS",
            defaultValue = "0",
            description = "print so many looks as lines, then end (default: until q or Ctrl-C)")
    private long count;

    TopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Jvm jvm = common.jvm();
        Top.Outcome outcome;
        try (Visit visit = Visit.begin(console, common, jvm, false, "")) {
            outcome = Top.run(
                    new Visited(visit, jvm),
                    new Top.Wanted(common.json(), !common.noColor() && Common.colorAllowed(console), interval, count),
                    console.environment().get("TERM"),
                    console.out());
        } catch (IOException e) {
            if (e.getCause() instanceof Failure told) {
                throw told;
            }
            throw e;
        }
        if (outcome.lastWords() != null) {
            Cli.say(console, outcome.lastWords());
        }
        return outcome.sawAnything() ? Exit.OK : Exit.NO_DATA;
    }

    /** Looks at the JVM that is visited. */
    private record Visited(Visit visit, Jvm jvm) implements Looks {
        @Override
        public @Nullable Look next() throws IOException, InterruptedException {
            try {
                String document = visit.look(Duration.ZERO);
                return document == null ? null : new Look(Live.read(document), document);
            } catch (Failure none) {
                throw new IOException(none.getMessage(), none);
            }
        }

        @Override
        public boolean ended() {
            return ProcessHandle.of(jvm.pid()).isEmpty();
        }
    }
}
