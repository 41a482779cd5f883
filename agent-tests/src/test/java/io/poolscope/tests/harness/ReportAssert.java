package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** What tests say about a report. A failure prints the whole report and what the JVM printed. */
public final class ReportAssert extends AbstractAssert<ReportAssert, Report> {

    private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    private ReportAssert(Report actual) {
        super(actual, ReportAssert.class);
    }

    /** Starts. */
    public static ReportAssert assertThat(Report report) {
        return new ReportAssert(report);
    }

    /** Each of several holds; those that do not are told together, a line for each. */
    public <T> ReportAssert holdsForEach(List<T> all, Consumer<T> assertions) {
        List<String> wrong = new ArrayList<>();
        for (T one : all) {
            try {
                assertions.accept(one);
            } catch (AssertionError e) {
                wrong.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
        return this;
    }

    /** There is a finding of this rule. */
    public FindingAssert hasFinding(String rule) {
        List<JsonNode> found = actual.findings().stream()
                .filter(f -> f.path("rule").asText().equals(rule))
                .toList();
        if (found.isEmpty()) {
            fail("no finding " + rule + "; there are: " + FindingAssert.names(actual.findings()));
        }
        return new FindingAssert(this, rule, found);
    }

    /** There is no finding of this rule. */
    public ReportAssert hasNoFinding(String rule) {
        actual.findings().stream()
                .filter(f -> f.path("rule").asText().equals(rule))
                .forEach(f -> fail("unexpected: " + FindingAssert.name(f)));
        return this;
    }

    /** There is no finding at all about this pool at or above a severity. */
    public ReportAssert hasNoFindingAtOrAbove(String severity) {
        return hasNoFindingAtOrAboveBut(severity, List.of());
    }

    /** There is no finding at or above a severity, but for those of the given rules. */
    public ReportAssert hasNoFindingAtOrAboveBut(String severity, List<String> rules) {
        List<JsonNode> loud = actual.findings().stream()
                .filter(f -> rank(f.path("severity").asText()) >= rank(severity))
                .filter(f -> !rules.contains(f.path("rule").asText()))
                .toList();
        if (!loud.isEmpty()) {
            fail("findings at or above " + severity + ": " + FindingAssert.names(loud));
        }
        return this;
    }

    /** No finding claims a proof. */
    public ReportAssert provesNothing() {
        actual.findings().stream()
                .filter(f -> f.path("proved").asBoolean())
                .forEach(f -> fail("called proved: " + FindingAssert.name(f)));
        return this;
    }

    /** There is one row for this pool. */
    public PoolAssert pool(String name) {
        List<JsonNode> rows = actual.pools().stream()
                .filter(p -> p.path("name").asText().equals(name))
                .toList();
        if (rows.size() != 1) {
            fail(rows.size() + " rows for pool " + name + "; there are: "
                    + actual.pools().stream().map(p -> p.path("name").asText()).toList());
        }
        return new PoolAssert(this, name, rows.get(0));
    }

    /** There is no row for this pool. */
    public ReportAssert hasNoPool(String name) {
        if (actual.pool(name).isPresent()) {
            fail("there is still a row for pool " + name);
        }
        return this;
    }

    /** There is one row for the place where this pool's workers wait. */
    public SiteAssert site(String pool, Mark mark) {
        List<JsonNode> rows = actual.sites().stream()
                .filter(s -> s.path("pool").asText().equals(pool))
                .filter(s -> mark.is(s.path("site")))
                .toList();
        if (rows.size() != 1) {
            fail(rows.size() + " sites of pool " + pool + " at " + mark);
        }
        return new SiteAssert(this, rows.get(0));
    }

    /** No pool's worker waits at this place. */
    public ReportAssert hasNoSite(Mark mark) {
        actual.sites().stream().filter(s -> mark.is(s.path("site"))).forEach(s -> fail("unexpected site: " + s));
        return this;
    }

    /** Every probe that is on took on this JDK. */
    public ReportAssert hasActiveProbes() {
        List<JsonNode> probes = Report.elements(actual.json().at("/coverage/probes"));
        if (probes.stream().noneMatch(p -> p.path("status").asText().equals("active"))
                || probes.stream()
                        .anyMatch(p -> List.of("missing", "failed")
                                .contains(p.path("status").asText()))) {
            fail("not all probes are active: " + probes);
        }
        return this;
    }

    AssertionError fail(String what) {
        throw new AssertionError(what + "\n" + actual);
    }

    static int rank(String severity) {
        int rank = SEVERITIES.indexOf(severity);
        if (rank < 0) {
            throw new IllegalArgumentException("no severity: " + severity);
        }
        return rank;
    }
}
