package io.poolscope.cli;

import io.poolscope.attach.Jvm;
import io.poolscope.attach.Targets;
import io.poolscope.finding.Assessment;
import io.poolscope.report.Forms;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.report.read.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: what was seen, of a file or of a running JVM, in the form that an ending names. */
@Command(
        name = "report",
        description = "Write what a report file says, or what is seen in a JVM, as " + Forms.ENDINGS,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A JVM without poolscope is looked at for a while (-d), and left as it was.",
            "",
            "Examples:",
            "  poolscope report 4711 -o deadlock.html",
            "  poolscope report run.json -o run.html",
            "  poolscope report run.json -o run.speedscope.json"
        })
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "TARGET or FILE", description = "a report file (.json), or " + Cli.TARGET)
    private String source = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUTPUT",
            required = true,
            description = "what to write, by its ending: " + Forms.ENDINGS)
    private String output = "";

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "how long to look at a JVM that poolscope is not in (default: 10s)")
    private Duration duration = Duration.ofSeconds(10);

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String version = spec == null ? "" : spec.root().version()[0].replace("poolscope ", "");
        Function<Assessment, String> form = Forms.of(output, version, ZoneId::systemDefault);
        if (form == null) {
            throw new Failure(Exit.USAGE, output + ": unknown ending; give a name that ends in " + Forms.ENDINGS);
        }
        String document;
        Assessment seen;
        if (isFile()) {
            ReportFile file = Documents.read(source);
            document = file.text();
            seen = file.assessment();
        } else {
            document = look(Targets.find(source));
            seen = Live.read(document);
        }
        String name = output.toLowerCase(Locale.ROOT);
        // A document stays the one that it is, with all its keys and with the version that wrote it.
        boolean same = name.endsWith(".json") && !name.endsWith(".speedscope.json");
        Documents.write(output, same ? document : form.apply(seen));
        if (common.json()) {
            console.out()
                    .println(new JsonWriter(false)
                            .object()
                            .text(
                                    "file",
                                    Documents.path(output).toAbsolutePath().toString())
                            .endObject());
        } else {
            Cli.print(console, "wrote " + output);
        }
        return Exit.OK;
    }

    /** A name that ends like a report, or of something that is there, is a file; all else is a JVM. */
    private boolean isFile() {
        return source.endsWith(".json") || source.contains("/") || Files.exists(Documents.path(source));
    }

    private String look(Jvm jvm) throws IOException, InterruptedException {
        String document = null;
        Live present = Live.present(console, jvm, common.timeout()).orElse(null);
        if (present != null) {
            try (present) {
                document = present.document();
            }
        } else {
            try (Visit visit = Visit.begin(console, common, jvm, false, "")) {
                document = visit.look(duration);
            }
        }
        if (document == null) {
            throw new Failure(Exit.NO_DATA, "poolscope got in, and has not looked once yet; try again");
        }
        return document;
    }
}
