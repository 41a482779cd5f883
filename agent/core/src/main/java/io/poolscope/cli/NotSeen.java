package io.poolscope.cli;

import io.poolscope.finding.Assessment;
import io.poolscope.snapshot.Coverage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What could not be seen or judged, so that silence is never taken for health. */
final class NotSeen {
    private NotSeen() {}

    /** Behind a sentence: what was not judged and that something was lost; empty where all was seen. */
    static String brief(Assessment seen) {
        List<String> parts = new ArrayList<>(rules(seen));
        String lost = lost(seen);
        if (!lost.isEmpty()) {
            parts.add("dropped: " + lost);
        }
        return parts.isEmpty() ? "" : " " + String.join("; ", parts) + ".";
    }

    /** As a list with a heading; nothing where all was seen. */
    static void list(Paper paper, StringBuilder out, Assessment seen) {
        List<String> lines = new ArrayList<>(rules(seen));
        Map<String, List<String>> probes = new LinkedHashMap<>();
        for (Coverage.ProbeStatus probe : seen.snapshot().coverage().probes()) {
            if (probe.status() != Coverage.Status.ACTIVE) {
                String why = probe.status().id() + (probe.reason() == null ? "" : ", " + probe.reason());
                probes.computeIfAbsent(why, w -> new ArrayList<>()).add(probe.name());
            }
        }
        probes.forEach((why, names) -> lines.add("Probes (" + why + "): " + String.join(", ", names)));
        String lost = lost(seen);
        if (!lost.isEmpty()) {
            lines.add("Dropped: " + lost);
        }
        if (!lines.isEmpty()) {
            out.append('\n')
                    .append(paper.tone(Paper.Tone.STRONG, "What could not be seen"))
                    .append('\n');
            lines.forEach(line -> paper.put(out, "  ", "    ", line));
        }
    }

    private static List<String> rules(Assessment seen) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        seen.notEvaluated()
                .forEach(rule -> byReason.computeIfAbsent(rule.reason(), r -> new ArrayList<>())
                        .add(rule.rule()));
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, rules) ->
                lines.add("Not judged (" + reason + remedy(reason) + "): " + String.join(", ", rules)));
        return lines;
    }

    /** What the reader can do about it with this command. */
    private static String remedy(String reason) {
        return reason.endsWith("probes=off")
                ? "; --probes turns it on"
                : reason.endsWith("so far") ? "; a longer -d gives them" : "";
    }

    private static String lost(Assessment seen) {
        List<String> lost = new ArrayList<>();
        new TreeMap<>(seen.snapshot().coverage().lost()).forEach((cause, count) -> {
            if (count > 0) {
                lost.add(count + " " + cause);
            }
        });
        return String.join(", ", lost);
    }
}
