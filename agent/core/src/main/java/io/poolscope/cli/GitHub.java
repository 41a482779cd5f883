package io.poolscope.cli;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.gate.Condition;
import io.poolscope.gate.State;
import io.poolscope.report.Escape;
import io.poolscope.snapshot.CodeLocation;
import java.util.List;
import java.util.Locale;

/** What GitHub Actions shows: annotations at lines (workflow commands), and the summary of a step (Markdown). */
final class GitHub {
    private GitHub() {}

    /** One workflow command a line. */
    static String annotations(List<Checked> all) {
        StringBuilder out = new StringBuilder();
        for (Checked each : all) {
            for (Finding finding : each.verdict().counted()) {
                out.append(
                        finding.severity() == Severity.CRITICAL
                                ? "::error "
                                : finding.severity() == Severity.WARNING ? "::warning " : "::notice ");
                CodeLocation at = finding.site();
                if (at != null) {
                    out.append("file=").append(property(Escape.cut(SourcePath.of(at), 300)));
                    if (at.line() > 0) {
                        out.append(",line=").append(at.line());
                    }
                    out.append(',');
                }
                out.append("title=")
                        .append(property("poolscope " + finding.rule()))
                        .append("::")
                        .append(data(finding.title() + "; fix: " + finding.fix()))
                        .append('\n');
            }
            for (Condition.Result result : each.verdict().results()) {
                if (result.state() != State.HOLDS && !result.condition().text().startsWith("findings")) {
                    out.append(result.state() == State.FAILS ? "::error " : "::warning ")
                            .append("title=poolscope check::")
                            .append(data(result.condition().text() + ": " + values(result)))
                            .append('\n');
                }
            }
            if (each.verdict().tooLittle() != null) {
                out.append("::warning title=poolscope check::")
                        .append(data(each.file() + ": too little was seen: "
                                + each.verdict().tooLittle()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static String values(Condition.Result result) {
        return String.join(
                ", ", result.readings().stream().map(CheckText::reading).toList());
    }

    private static String data(String text) {
        return Escape.line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** Markdown, with everything that is not plain text as a character reference. */
    static String summary(List<Checked> all) {
        StringBuilder out = new StringBuilder("## poolscope: ")
                .append(
                        switch (Checked.state(all)) {
                            case HOLDS -> "passed";
                            case UNKNOWN -> "too little data";
                            case FAILS -> "failed";
                        })
                .append("\n\n| | condition | value | report |\n|---|---|---|---|\n");
        for (Checked each : all) {
            for (Condition.Result result : each.verdict().results()) {
                row(out, result.state(), result.condition().text(), values(result), each.file());
            }
            if (each.verdict().tooLittle() != null) {
                row(out, State.UNKNOWN, "enough was seen", each.verdict().tooLittle(), each.file());
            }
        }
        for (Checked each : all) {
            each.verdict().counted().forEach(finding -> finding(out, finding, ""));
            each.verdict().aside().forEach(finding -> finding(out, finding, CheckText.why(finding)));
        }
        return out.append('\n').toString();
    }

    private static void row(StringBuilder out, State state, String what, String value, String file) {
        String sign = switch (state) {
            case HOLDS -> "✅";
            case UNKNOWN -> "❔";
            case FAILS -> "❌";
        };
        out.append("| ")
                .append(sign)
                .append(" | ")
                .append(plain(what))
                .append(" | ")
                .append(plain(value))
                .append(" | ")
                .append(plain(file))
                .append(" |\n");
    }

    private static void finding(StringBuilder out, Finding finding, String remark) {
        out.append("\n- **")
                .append(finding.severity().id().toUpperCase(Locale.ROOT))
                .append(' ')
                .append(plain(finding.rule()))
                .append("** ")
                .append(plain(Escape.cut(finding.title(), 1000) + remark))
                .append("<br>fix: ")
                .append(plain(Escape.cut(finding.fix(), 1000)));
    }

    private static String plain(String text) {
        StringBuilder out = new StringBuilder();
        Escape.line(text).codePoints().forEach(c -> {
            if (c > 0x7f || Character.isLetterOrDigit(c) || " .,;:/()=%-".indexOf(c) >= 0) {
                out.appendCodePoint(c);
            } else {
                out.append("&#").append(c).append(';');
            }
        });
        return out.toString();
    }
}
