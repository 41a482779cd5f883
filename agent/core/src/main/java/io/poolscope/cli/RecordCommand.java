package io.poolscope.cli;

import com.google.gson.JsonObject;
import io.poolscope.attach.Jvm;
import io.poolscope.finding.Assessment;
import io.poolscope.report.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code record}: looks at a JVM for a while and keeps what it saw, for {@code report}, {@code check} and {@code diff}. */
@Command(
        name = "record",
        description = "Look at a JVM for a while and write the report, for report, check and diff",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  poolscope record 4711 -d 60s -o run.json",
            "  poolscope record OrderService -d 5m -o run.json && poolscope check run.json"
        })
final class RecordCommand implements Callable<Integer> {
    /** The longest window that the agent keeps, and the shortest that its default is. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Console console;

    @Mixin
    private Aim common = new Aim();

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "how long to look (default: 60s)")
    private Duration duration = Duration.ofSeconds(60);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "where the report goes, FILE.json; in one step, at the end")
    private String output = "";

    @Option(names = "--probes", description = "also change JDK classes in the JVM for this time: exact waits")
    private boolean probes;

    RecordCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = Path.of(output);
        refuse(file);
        Jvm jvm = common.jvm();
        boolean longer = duration.compareTo(WINDOW) > 0;
        String document;
        try (Visit visit =
                Visit.begin(console, common, jvm, probes, longer ? ",window=" + DurationText.text(duration) : "")) {
            if (longer && visit.wasThere()) {
                Cli.say(
                        console,
                        "poolscope was in JVM " + jvm.pid() + " before, so that the report is about its window, and not"
                                + " about " + DurationText.text(duration));
            }
            document = visit.look(duration);
        }
        return keep(document, file);
    }

    /** Before a minute is spent on it. */
    private void refuse(Path file) {
        if (!output.endsWith(".json")) {
            throw new Failure(
                    Exit.USAGE,
                    "record writes .json; of that, `report FILE.json -o " + output + "` makes the other kinds");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new Failure(Exit.USAGE, "cannot write " + output + ": there is no such directory, or no right to it");
        }
    }

    private int keep(@Nullable String document, Path file) {
        if (document == null) {
            throw new Failure(
                    Exit.NO_DATA,
                    "poolscope got in, and had not looked once after " + DurationText.text(duration)
                            + ": the JVM has little CPU to run on; nothing was written");
        }
        Assessment seen = Live.read(document);
        try {
            AtomicFile.write(file, document);
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "cannot write " + output + ": " + e.getMessage());
        }
        int pools = seen.snapshot().pools().size();
        long open = seen.findings().stream().filter(finding -> finding.open()).count();
        if (common.json()) {
            JsonObject answer = new JsonObject();
            answer.addProperty("file", file.toAbsolutePath().toString());
            answer.addProperty("pools", pools);
            answer.addProperty("openFindings", open);
            console.out().println(answer);
        } else {
            Cli.print(
                    console,
                    "wrote " + output + ": " + pools + (pools == 1 ? " pool, " : " pools, ") + open
                            + (open == 1 ? " open finding" : " open findings"));
        }
        return pools == 0 ? Exit.NO_DATA : Exit.OK;
    }
}
