package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What tests say about a finding: each step keeps the findings for which all steps so far hold; one must be left. */
public final class FindingAssert {

    private final ReportAssert report;
    private final String said;
    private final List<JsonNode> left;

    FindingAssert(ReportAssert report, String said, List<JsonNode> left) {
        this.report = report;
        this.said = said;
        this.left = left;
    }

    /** It is about this pool. */
    public FindingAssert inPool(String pool) {
        return that("in pool " + pool, f -> f.path("pool").asText().equals(pool));
    }

    /** It names this line of the marked source. */
    public FindingAssert at(Mark mark) {
        return that("at " + mark, f -> mark.is(f.path("site")));
    }

    /** It is proved. */
    public FindingAssert proved() {
        return that("proved", f -> f.path("proved").asBoolean());
    }

    /** It has this severity. */
    public FindingAssert withSeverity(String severity) {
        return that(severity, f -> f.path("severity").asText().equals(severity));
    }

    /** It is open, or is not. */
    public FindingAssert open(boolean open) {
        return that("open=" + open, f -> f.path("open").asBoolean() == open);
    }

    /** It was seen first no later than this after the trouble began. */
    public FindingAssert seenWithin(Duration limit, Instant onset) {
        return that(
                "first seen within " + limit + " of " + onset,
                f -> !Instant.parse(f.path("firstSeen").asText()).isAfter(onset.plus(limit)));
    }

    /** Its chain, as one text, has this in it. */
    public FindingAssert withChain(String part) {
        return that("chain with " + part, f -> f.path("chain").toString().contains(part));
    }

    /** Its whole title is like that. */
    public FindingAssert titled(Pattern title) {
        return that(
                "titled " + title, f -> title.matcher(f.path("title").asText()).matches());
    }

    /** It claims no proof. */
    public FindingAssert notProved() {
        return that("not proved", f -> !f.path("proved").asBoolean(true));
    }

    /** Its title, explanation or fix has this in it. */
    public FindingAssert saying(String part) {
        return that(
                "saying " + part,
                f -> (f.path("title").asText() + "\n" + f.path("explanation").asText() + "\n"
                                + f.path("fix").asText())
                        .contains(part));
    }

    /** Any of its texts has this in it: title, explanation, fix, a sentence of its chain, a value of its evidence. */
    public FindingAssert telling(String part) {
        return that("telling " + part, f -> texts(f).contains(part));
    }

    private static String texts(JsonNode finding) {
        StringBuilder texts = new StringBuilder();
        for (String field : List.of("title", "explanation", "fix", "chain", "evidence")) {
            JsonNode value = finding.path(field);
            texts.append(value.isTextual() ? value.asText() : value).append('\n');
        }
        return texts.toString();
    }

    /** Back to the report. */
    public ReportAssert and() {
        return report;
    }

    private FindingAssert that(String what, Predicate<JsonNode> condition) {
        List<JsonNode> kept = left.stream().filter(condition).toList();
        String words = said + " " + what;
        if (kept.isEmpty()) {
            report.fail("no finding " + words + "; nearest: " + names(left));
        }
        return new FindingAssert(report, words, kept);
    }

    static List<String> names(List<JsonNode> findings) {
        return findings.stream().map(FindingAssert::name).toList();
    }

    static String name(JsonNode f) {
        return f.path("severity").asText() + " " + f.path("rule").asText() + " pool="
                + f.path("pool").asText() + " at "
                + f.path("site").path("class").asText() + "."
                + f.path("site").path("method").asText() + ":"
                + f.path("site").path("line").asText() + " \"" + f.path("title").asText() + "\"";
    }
}
