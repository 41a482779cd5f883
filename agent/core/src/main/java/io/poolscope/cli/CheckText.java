package io.poolscope.cli;

import io.poolscope.finding.Finding;
import io.poolscope.gate.Condition;
import io.poolscope.gate.State;
import io.poolscope.report.Escape;
import java.util.List;

/** Every condition with its value and a sign, also those that hold; then the findings, and the outcome. */
final class CheckText {
    private final Paper paper;

    CheckText(Paper paper) {
        this.paper = paper;
    }

    String of(List<Checked> all) {
        StringBuilder out = new StringBuilder();
        for (Checked each : all) {
            if (all.size() > 1) {
                paper.put(out, "", "  ", each.file());
            }
            each.verdict().results().forEach(result -> result(out, result));
            each.verdict().counted().forEach(finding -> finding(out, "", finding));
            each.verdict().aside().forEach(finding -> finding(out, why(finding), finding));
            if (each.verdict().tooLittle() != null) {
                paper.put(
                        out,
                        paper.blank() + " ",
                        "  ",
                        "too little was seen: " + each.verdict().tooLittle());
            }
            NotSeen.list(paper, out, each.run());
            out.append('\n');
        }
        State state = Checked.state(all);
        String files = DiagnoseText.count(all.size(), "report");
        out.append(
                switch (state) {
                    case HOLDS -> paper.tone(Paper.Tone.GOOD, "passed") + ": every condition holds in " + files;
                    case UNKNOWN ->
                        paper.tone(Paper.Tone.DOUBTFUL, "not passed")
                                + ": no condition fails, but not all could be told (exit 4)";
                    case FAILS -> paper.tone(Paper.Tone.BAD, "failed") + " (exit 10)";
                });
        return out.append('\n').toString();
    }

    private String sign(State state) {
        return switch (state) {
            case HOLDS -> paper.tick();
            case UNKNOWN -> paper.blank();
            case FAILS -> paper.cross();
        };
    }

    private void result(StringBuilder out, Condition.Result result) {
        List<Condition.Reading> readings = result.readings();
        String value = readings.size() == 1 ? ": " + reading(readings.get(0)) : "";
        paper.put(out, sign(result.state()) + " ", "    ", result.condition().text() + value);
        if (readings.size() > 1) {
            readings.forEach(
                    reading -> paper.put(out, "    " + sign(reading.state()) + " ", "      ", reading(reading)));
        }
    }

    static String reading(Condition.Reading reading) {
        return (reading.pool() == null ? "" : Escape.name(reading.pool()) + " ") + reading.value();
    }

    static String why(Finding finding) {
        return finding.suppressed() == null
                ? " (known from the baseline, does not count)"
                : " (accepted by allow=" + Escape.name(finding.suppressed().entry()) + ", does not count)";
    }

    private void finding(StringBuilder out, String remark, Finding finding) {
        paper.put(
                out,
                "  - ",
                "    ",
                finding.severity().id() + " " + finding.rule() + ": " + Escape.cut(finding.title(), 1000)
                        + (finding.open() ? "" : " (ended)") + remark + "; id " + finding.id());
    }
}
