package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.report.Order;
import io.poolscope.report.text.Words;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The lines above the table: which JVM, what poolscope costs it, how old the figures are, and the verdict in words. */
final class Header {
    private final Model model;
    private final Style style;

    Header(Model model, Style style) {
        this.model = model;
        this.style = style;
    }

    /** Which JVM. */
    Line target(Snapshot snapshot) {
        JvmInfo jvm = snapshot.jvm();
        return new Line(style)
                .add(Role.PLAIN, "pid ")
                .add(Role.STRONG, Long.toString(jvm.pid()))
                .also(Role.STRONG, shortMain(jvm.main()))
                .also(Role.PLAIN, "up " + up(jvm, snapshot.at()))
                .also(Role.PLAIN, "Java " + jvm.version())
                .also(Role.FAINT, jvm.vendor() + ", " + jvm.cpus() + (jvm.cpus() == 1 ? " CPU" : " CPUs"));
    }

    /** A jar's path says less than its name. */
    private static String shortMain(String main) {
        return main.endsWith(".jar") ? main.substring(main.lastIndexOf('/') + 1) : main;
    }

    private static String up(JvmInfo jvm, Instant at) {
        try {
            return Figures.time((double)
                    Duration.between(Instant.parse(jvm.startedAt()), at).toMillis());
        } catch (DateTimeException unknown) {
            return Figures.NONE;
        }
    }

    /** Own cost, and the age of the figures by the clock of this machine. */
    Line cost(Snapshot snapshot) {
        SelfCost self = snapshot.self();
        double ageMs = Math.max(0, Duration.between(snapshot.at(), model.now()).toMillis());
        Line line =
                new Line(style).add(Role.PLAIN, "sample " + (ageMs < 1000 ? "under 1s" : Figures.time(ageMs)) + " old");
        if (model.paused()) {
            line.also(Role.WARNING, "PAUSED (p goes on)");
        }
        return line.also(Role.FAINT, Figures.format("own cost %.2f %% of a core", self.cpuShareOfOneCore() * 100))
                .also(Role.FAINT, "samples every " + Figures.time(self.sampleIntervalMs()))
                .also(
                        Role.FAINT,
                        "window "
                                + Figures.time((double) Duration.between(snapshot.from(), snapshot.at())
                                        .toMillis()));
    }

    /**
     * What is the matter, in words.
     *
     * @param width columns
     * @param most rows, at least 1
     */
    List<Line> verdict(Assessment assessment, int width, int most) {
        List<Finding> open = open(assessment);
        if (open.isEmpty()) {
            return List.of(nothing(assessment));
        }
        Finding worst = open.get(0);
        Role role = role(worst.severity());
        String others = others(open);
        List<String> words =
                Text.wrap(style.safe(sentence(worst, assessment.snapshot().at())), Math.max(1, width));
        int room = Math.max(1, others.isEmpty() || most == 1 ? most : most - 1);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(room, words.size()); i++) {
            boolean cut = i == room - 1 && i < words.size() - 1;
            lines.add(Line.of(
                    style, role, cut ? words.get(i) + " " + words.get(i + 1).strip() : words.get(i)));
        }
        if (!others.isEmpty() && lines.size() < most) {
            lines.add(Line.of(style, Role.PLAIN, others));
        }
        return lines;
    }

    /** Findings that hold and that nobody has accepted, the worst first. */
    static List<Finding> open(Assessment assessment) {
        return Order.findings(assessment).stream()
                .filter(finding -> finding.open() && finding.suppressed() == null)
                .toList();
    }

    /** One finding as one sentence. */
    static String sentence(Finding finding, Instant at) {
        return finding.severity().id().toUpperCase(java.util.Locale.ROOT) + " " + finding.rule()
                + (finding.proved() ? " (proved)" : "") + ": " + finding.title() + "; "
                + (finding.beganBefore() ? "open for over " : "open for ")
                + Words.duration(Duration.between(finding.firstSeen(), at));
    }

    private static String others(List<Finding> open) {
        if (open.size() < 2) {
            return "";
        }
        StringBuilder words = new StringBuilder("and ").append(open.size() - 1).append(" more: ");
        for (Finding finding : open.subList(1, Math.min(4, open.size()))) {
            words.append(finding == open.get(1) ? "" : ", ").append(finding.rule());
            if (finding.pool() != null) {
                words.append(" of ").append(finding.pool());
            }
        }
        return words.append(open.size() > 4 ? ", ..." : "").toString();
    }

    /** Says what was looked at: no finding is no proof of health. */
    private Line nothing(Assessment assessment) {
        int pools = assessment.snapshot().pools().size();
        int workers = assessment.snapshot().pools().stream()
                .mapToInt(pool -> pool.threads().size())
                .sum();
        Line line = Line.of(
                style,
                pools == 0 ? Role.PLAIN : Role.GOOD,
                pools == 0
                        ? "no pool seen yet"
                        : "nothing found in " + counted(pools, "pool") + " with " + counted(workers, "worker"));
        int silent = assessment.notEvaluated().size();
        return silent == 0
                ? line
                : line.also(Role.FAINT, counted(silent, "rule") + " could not judge (Enter says why)");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    static Role role(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Role.CRITICAL;
            case WARNING -> Role.WARNING;
            case INFO -> Role.STRONG;
        };
    }
}
