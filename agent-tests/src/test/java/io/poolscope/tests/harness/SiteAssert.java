package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;

/** What tests say about a place where workers wait. */
public final class SiteAssert {

    private final ReportAssert report;
    private final JsonNode row;

    SiteAssert(ReportAssert report, JsonNode row) {
        this.report = report;
        this.row = row;
    }

    /** What is waited for. */
    public SiteAssert isOfKind(String kind) {
        return equal("kind", row.path("kind").asText(), kind);
    }

    /** Exactly so many waits, every one counted. */
    public SiteAssert countedWaits(long waits) {
        return equal("waits", row.path("waits").asLong(), waits)
                .equal("waitsEstimated", row.path("waitsEstimated").asBoolean(true), false);
    }

    /** Waits that are open now. */
    public SiteAssert hasOpenWaits(int n) {
        return equal("openWaits", row.path("openWaits").asInt(), n);
    }

    /** The row, for what has no word here. */
    public JsonNode row() {
        return row;
    }

    /** Back to the report. */
    public ReportAssert and() {
        return report;
    }

    private SiteAssert equal(String what, Object is, Object should) {
        if (!is.equals(should)) {
            report.fail("site " + row.path("site") + ": " + what + " is " + is + ", not " + should);
        }
        return this;
    }
}
