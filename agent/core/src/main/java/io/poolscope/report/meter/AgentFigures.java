package io.poolscope.report.meter;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Escape;
import io.poolscope.snapshot.JvmInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Figures that are no pool's. */
final class AgentFigures {
    /** Begin of the causes in {@code coverage.lost} that are failures of a stage rather than a bound that was reached. */
    static final String ERRORS = "errors.";

    private AgentFigures() {}

    /** Findings about a pool that has no row (it is gone, or shares {@code other}) count as {@code other}. */
    static void findings(Assessment assessment, List<PoolRow> rows, Meter.Figures out) {
        Map<String, PoolRow> byName = new HashMap<>();
        for (PoolRow row : rows) {
            row.pools().forEach(pool -> byName.putIfAbsent(pool.name(), row));
        }
        PoolRow other = new PoolRow(PoolRows.OTHER, PoolRows.OTHER, List.of());
        PoolRow none = new PoolRow("none", "none", List.of());
        assessment.opened().forEach((opened, count) -> {
            PoolRow row = opened.pool().isEmpty() ? none : byName.getOrDefault(opened.pool(), other);
            out.total(
                    opened.rule() + '|' + opened.severity().id() + '|' + opened.pool(),
                    (double) count,
                    row.tags(
                            "rule", opened.rule(), "severity", opened.severity().id()));
        });
    }

    static void info(Assessment assessment, String version, Meter.Figures out) {
        JvmInfo jvm = assessment.snapshot().jvm();
        out.now(
                1,
                "version",
                PoolRows.value(version),
                "started",
                jvm.attached() ? "attach" : "javaagent",
                "mode",
                jvm.loadTest() ? "load-test" : "production");
    }

    static void errors(Assessment assessment, List<PoolRow> rows, Meter.Figures out) {
        assessment.snapshot().coverage().lost().forEach((cause, count) -> {
            if (cause.startsWith(ERRORS)) {
                out.total(cause, (double) count, "stage", Escape.name(cause.substring(ERRORS.length())));
            }
        });
    }

    static void lost(Assessment assessment, List<PoolRow> rows, Meter.Figures out) {
        assessment.snapshot().coverage().lost().forEach((cause, count) -> {
            if (!cause.startsWith(ERRORS)) {
                out.total(cause, (double) count, "cause", Escape.name(cause));
            }
        });
    }
}
