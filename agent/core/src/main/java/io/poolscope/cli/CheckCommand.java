package io.poolscope.cli;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Severity;
import io.poolscope.gate.Condition;
import io.poolscope.gate.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: whether runs meet conditions; the gate behind a load test. */
@Command(
        name = "check",
        description = "Look whether report files meet conditions: the gate behind a load test",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A condition is METRIC{TAG=GLOB,...} OP VALUE. Metrics: findings (tags rule,",
            "severity, pool); wait.p50, wait.p99, wait.max, run.p50, run.p99, run.max,",
            "queue.depth.max, queue.head.age.max, threads.blocked.max, blocked.share,",
            "tasks.rejected, tasks.failed (tag pool; each pool must hold).",
            "",
            "Exit code: 0 all conditions hold, 10 one does not, 4 no data or too little,",
            "2 no such file or no report.",
            "",
            "Examples:",
            "  poolscope check run.json",
            "  poolscope check run.json --rule 'wait.p99{pool=orders*} < 200ms' \\",
            "    --rule 'tasks.rejected == 0'",
            "  poolscope check run.json --baseline main.json --junit-xml poolscope.xml \\",
            "    --sarif poolscope.sarif",
            "  poolscope check run.json --fail-on critical --github"
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "report files (.json)")
    private List<String> files = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "warning",
            description = "no finding may be this bad or worse: info, warning, critical, or none to check only --rule"
                    + " (default: warning)")
    private String failOn = "warning";

    @Option(names = "--rule", paramLabel = "CONDITION", description = "one more condition; may be given several times")
    private List<String> rules = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "OLD",
            description = "an earlier report: findings that it has, and that are no worse now, do not count")
    private @Nullable String baseline;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "write the conditions as JUnit tests")
    private @Nullable String junit;

    @Option(names = "--sarif", paramLabel = "FILE", description = "write the findings as SARIF 2.1.0")
    private @Nullable String sarif;

    @Option(
            names = "--github",
            description = "print annotations for GitHub Actions, and add to the file that GITHUB_STEP_SUMMARY names")
    private boolean github;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Gate gate = new Gate(conditions());
        Assessment old = baseline == null ? null : Documents.read(baseline).assessment();
        List<Checked> all = new ArrayList<>();
        for (String file : files) {
            Assessment run = Documents.read(file).assessment();
            all.add(new Checked(file, run, gate.judge(run, old)));
        }
        tell(all);
        if (junit != null) {
            Documents.write(junit, JUnitXml.of(all));
        }
        if (sarif != null) {
            String version = spec == null ? "" : spec.root().version()[0].replace("poolscope ", "");
            Documents.write(sarif, Sarif.of(all, version, old != null));
        }
        return switch (Checked.state(all)) {
            case HOLDS -> Exit.OK;
            case UNKNOWN -> Exit.NO_DATA;
            case FAILS -> Exit.FOUND;
        };
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        if (!failOn.equals("none")) {
            try {
                conditions.addAll(Gate.noFindings(Severity.valueOf(failOn.toUpperCase(Locale.ROOT))));
            } catch (IllegalArgumentException e) {
                throw new Failure(Exit.USAGE, "--fail-on " + failOn + ": give info, warning, critical or none");
            }
        }
        for (String rule : rules) {
            try {
                conditions.add(Condition.parse(rule));
            } catch (IllegalArgumentException e) {
                throw new Failure(Exit.USAGE, "--rule " + rule + ": " + e.getMessage());
            }
        }
        if (conditions.isEmpty()) {
            throw new Failure(Exit.USAGE, "--fail-on none without a --rule checks nothing");
        }
        return conditions;
    }

    private void tell(List<Checked> all) {
        if (common.json()) {
            console.out().print(CheckJson.of(all));
        } else {
            Paper paper = Paper.of(console.environment(), Common.isTerminal(1), common.noColor());
            console.out().print(new CheckText(paper).of(all));
        }
        if (github) {
            // With --json standard output is the document's alone.
            (common.json() ? console.err() : console.out()).print(GitHub.annotations(all));
            summarise(GitHub.summary(all));
        }
    }

    private void summarise(String summary) {
        String file = console.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (file.isEmpty()) {
            Cli.say(console, "--github: GITHUB_STEP_SUMMARY is not set, so that no summary is written");
            return;
        }
        try {
            Files.writeString(Documents.path(file), summary, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            Cli.say(console, "--github: cannot write " + file + ": " + e.getMessage());
        }
    }
}
