package io.poolscope.cli;

import io.poolscope.finding.Finding;
import io.poolscope.gate.Condition;
import io.poolscope.gate.State;
import io.poolscope.report.Escape;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions as JUnit tests: a suite for each report, a test for each condition. What could not be told is an error, for
 * a skipped test would pass. Written by hand: a runtime made by jlink may lack java.xml.
 */
final class JUnitXml {
    private JUnitXml() {}

    static String of(List<Checked> all) {
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"poolscope\">\n");
        all.forEach(each -> suite(xml, each));
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(StringBuilder xml, Checked each) {
        List<Condition.Result> results = each.verdict().results();
        String tooLittle = each.verdict().tooLittle();
        long failures = results.stream().filter(r -> r.state() == State.FAILS).count();
        long errors = results.stream().filter(r -> r.state() == State.UNKNOWN).count() + (tooLittle == null ? 0 : 1);
        xml.append("  <testsuite name=\"")
                .append(escape(each.file()))
                .append("\" tests=\"")
                .append(results.size() + (tooLittle == null ? 0 : 1))
                .append("\" failures=\"")
                .append(failures)
                .append("\" errors=\"")
                .append(errors)
                .append("\" skipped=\"0\" time=\"0\">\n");
        for (Condition.Result result : results) {
            String values = result.readings().stream().map(CheckText::reading).collect(Collectors.joining(", "));
            test(xml, result.condition().text(), result.state(), values, findings(each, result));
        }
        if (tooLittle != null) {
            test(xml, "enough was seen", State.UNKNOWN, tooLittle, "");
        }
        xml.append("  </testsuite>\n");
    }

    private static String findings(Checked each, Condition.Result result) {
        return result.condition().text().startsWith("findings")
                ? each.verdict().counted().stream().map(JUnitXml::line).collect(Collectors.joining("\n"))
                : "";
    }

    private static String line(Finding finding) {
        return Escape.line(finding.severity().id() + " " + finding.rule() + ": " + Escape.cut(finding.title(), 1000)
                + "; fix: " + Escape.cut(finding.fix(), 500));
    }

    private static void test(StringBuilder xml, String name, State state, String message, String body) {
        xml.append("    <testcase classname=\"poolscope.check\" name=\"")
                .append(escape(name))
                .append("\" time=\"0\"");
        if (state == State.HOLDS) {
            xml.append("/>\n");
            return;
        }
        String element = state == State.FAILS ? "failure" : "error";
        xml.append(">\n      <")
                .append(element)
                .append(" type=\"condition\" message=\"")
                .append(escape(message))
                .append("\">")
                .append(body.lines().map(JUnitXml::escape).collect(Collectors.joining("\n")))
                .append("</")
                .append(element)
                .append(">\n    </testcase>\n");
    }

    /** For text and attributes; what XML 1.0 cannot carry at all was escaped before, but for two non-characters. */
    private static String escape(String text) {
        return Escape.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\ufffe\uffff]", "\ufffd");
    }
}
