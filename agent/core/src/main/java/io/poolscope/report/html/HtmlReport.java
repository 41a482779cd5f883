package io.poolscope.report.html;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.report.Order;
import io.poolscope.report.json.JsonReport;
import io.poolscope.report.text.FindingText;
import io.poolscope.report.text.Words;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One page that needs nothing: no network, no script, no other file. Its policy forbids what it does not need. The report
 * as JSON is in it too, as data, for whoever has kept only the page.
 */
public final class HtmlReport {
    private final String version;
    private final Supplier<ZoneId> zone;
    private final FindingText texts;

    /**
     * Makes pages.
     *
     * @param version version of poolscope
     * @param zone time zone of the reader
     */
    public HtmlReport(String version, Supplier<ZoneId> zone) {
        this.version = version;
        this.zone = zone;
        this.texts = new FindingText(zone);
    }

    /** The page. */
    public String document(Assessment seen) {
        Snapshot snapshot = seen.snapshot();
        Html html = new Html();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " + Style.hash()
                + "; base-uri 'none'; form-action 'none'\"/>\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.element("title", "poolscope: " + snapshot.jvm().main());
        html.raw("<style>" + Style.CSS + "</style>\n</head>\n<body>\n<main>\n");
        head(html, snapshot);
        verdict(html, seen);
        findings(html, seen);
        PoolTable.write(html, seen);
        coverage(html, seen);
        html.raw("</main>\n<script type=\"application/json\" id=\"report\">")
                .raw(new JsonReport(version)
                        .document(seen)
                        .replace("&", "\\u0026")
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e"))
                .raw("</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private void head(Html html, Snapshot snapshot) {
        JvmInfo jvm = snapshot.jvm();
        html.element("h1", jvm.main())
                .element(
                        "p",
                        "pid " + jvm.pid() + ", Java " + jvm.version() + " (" + jvm.vendor() + "), " + jvm.cpus()
                                + " processors; " + Words.time(snapshot.at(), Instant.EPOCH, zone.get()) + ", the last "
                                + Words.duration(Duration.between(snapshot.from(), snapshot.at())),
                        "class",
                        "dim");
    }

    private static void verdict(Html html, Assessment seen) {
        List<Finding> open = Order.findings(seen).stream()
                .filter(finding -> finding.open() && finding.suppressed() == null)
                .toList();
        if (open.isEmpty()) {
            html.element(
                    "p",
                    seen.snapshot().pools().isEmpty() ? "No thread pool was seen." : "No open finding.",
                    "class",
                    "verdict");
            return;
        }
        Severity worst = open.get(0).severity();
        html.element(
                "p",
                worst.id().toUpperCase(Locale.ROOT) + ": " + open.get(0).title()
                        + (open.size() == 1 ? "." : "; and " + (open.size() - 1) + " more."),
                "class",
                "verdict " + worst.id());
    }

    private void findings(Html html, Assessment seen) {
        Instant at = seen.snapshot().at();
        List<Finding> all = Order.findings(seen);
        if (!all.isEmpty()) {
            html.element("h2", "Findings");
        }
        for (Finding finding : all) {
            html.open("article", "class", finding.open() ? finding.severity().id() : "");
            List<String> block = texts.block(finding, at);
            String head = block.get(0).replaceFirst("^poolscope ", "");
            html.element("h3", finding.open() ? head : texts.closed(finding, at).replaceFirst("^poolscope ", ""));
            if (finding.suppressed() != null) {
                html.element("p", "accepted: allow=" + finding.suppressed().entry(), "class", "dim");
            }
            html.raw("<pre>");
            block.subList(1, block.size() - 1)
                    .forEach(line -> html.text(line.substring(2)).raw("\n"));
            html.close("pre");
            if (!finding.chain().isEmpty()) {
                html.element("p", "Who waits for whom:").open("ol");
                finding.chain().forEach(sentence -> html.element("li", sentence));
                html.close("ol");
            }
            html.raw("<p><strong>What to change:</strong> ").text(finding.fix()).close("p");
            html.element("p", finding.explanation());
            html.element("p", "id " + finding.id(), "class", "dim").close("article");
        }
    }

    private static void coverage(Html html, Assessment seen) {
        Snapshot snapshot = seen.snapshot();
        html.element("h2", "How it was measured, and what could not be seen").open("ul");
        html.element(
                "li",
                snapshot.self().samples() + " samples; poolscope itself used "
                        + Words.millis(snapshot.self().cpuMs()) + " of CPU time");
        seen.notEvaluated().forEach(rule -> html.element("li", "not judged: " + rule.rule() + ", " + rule.reason()));
        for (Coverage.ProbeStatus probe : snapshot.coverage().probes()) {
            if (probe.status() != Coverage.Status.ACTIVE) {
                html.element(
                        "li",
                        "probe " + probe.name() + " is " + probe.status().id()
                                + (probe.reason() == null ? "" : ": " + probe.reason()));
            }
        }
        new TreeMap<>(snapshot.coverage().lost()).forEach((cause, count) -> {
            if (count > 0) {
                html.element("li", "dropped: " + count + " " + cause);
            }
        });
        html.close("ul");
    }
}
