package io.poolscope.report.text;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.report.Escape;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A finding in words. Every line is escaped: names in it come from the application. */
public final class FindingText {
    /** Days until a suggested entry of the allow-list ends, before it is rounded up to the end of a month. */
    private static final int ACCEPT_DAYS = 60;

    private final Supplier<ZoneId> zone;

    /**
     * Makes texts.
     *
     * @param zone time zone of the reader
     */
    public FindingText(Supplier<ZoneId> zone) {
        this.zone = zone;
    }

    /** What it is and since when, its body and its fix. */
    public List<String> block(Finding finding, Instant at) {
        List<String> lines = new ArrayList<>();
        lines.add(Escape.line(header(finding) + " " + since(finding, at)));
        List<String> body = finding.details().isEmpty() ? List.of(finding.title()) : finding.details();
        body.forEach(line -> lines.add("  " + Escape.line(line)));
        lines.add("  fix: " + Escape.line(finding.fix()));
        return lines;
    }

    /** All in one line. */
    public String line(Finding finding, Instant at) {
        return Escape.line(header(finding) + " " + since(finding, at) + ": " + finding.title() + "; fix: "
                + finding.fix() + "; id " + finding.id());
    }

    /** That it still holds. */
    public String repeated(Finding finding, Instant at) {
        return Escape.line(header(finding) + " still open " + since(finding, at) + ", seen in " + finding.count()
                + " looks: " + finding.title() + "; id " + finding.id());
    }

    /** That it no longer holds, and how long it lasted. */
    public String closed(Finding finding, Instant at) {
        return Escape.line(
                "poolscope CLOSED " + subject(finding) + " after " + Words.duration(lasted(finding, finding.lastSeen()))
                        + ", " + Words.time(finding.firstSeen(), at, zone.get()) + " to "
                        + Words.time(finding.lastSeen(), at, zone.get()) + "; id " + finding.id());
    }

    /** That a graver finding tells it from now on. */
    public String folded(Finding finding, Instant at) {
        return Escape.line("poolscope FOLDED " + subject(finding) + " " + since(finding, at)
                + ": it holds on, and a graver finding explains it; id " + finding.id());
    }

    /** How to tell poolscope that this is accepted: an entry for the option {@code allow}. */
    public String acceptance(Finding finding, Instant at) {
        StringBuilder entry = new StringBuilder("allow=")
                .append(finding.rule())
                .append(':')
                .append(finding.pool() == null ? "*" : glob(finding.pool()));
        if (finding.site() == null) {
            entry.append(":*");
        } else {
            entry.append(':')
                    .append(glob(finding.site().simpleClass()))
                    .append('#')
                    .append(glob(finding.site().method()));
        }
        LocalDate until =
                at.atZone(zone.get()).toLocalDate().plusDays(ACCEPT_DAYS).with(TemporalAdjusters.lastDayOfMonth());
        return Escape.line(entry.append(":until=").append(until).toString());
    }

    /** A name as a glob that matches it and stands in one entry: what would end the entry becomes {@code ?}. */
    private static String glob(String name) {
        return name.replaceAll("[:;,#\\\\\\p{Cntrl}]", "?");
    }

    private static String header(Finding finding) {
        return "poolscope " + word(finding.severity()) + " " + subject(finding) + (finding.proved() ? " (proved)" : "");
    }

    private static String subject(Finding finding) {
        return finding.rule() + (finding.pool() == null ? "" : " pool=" + Escape.name(finding.pool()));
    }

    private String since(Finding finding, Instant at) {
        String time = Words.time(finding.firstSeen(), at, zone.get());
        Duration lasted = lasted(finding, at);
        if (lasted.toSeconds() == 0) {
            return finding.beganBefore() ? "since before " + time : "since " + time + ", for under 1 s";
        }
        return finding.beganBefore()
                ? "since before " + time + ", over " + Words.duration(lasted)
                : "since " + time + ", " + Words.duration(lasted);
    }

    private static Duration lasted(Finding finding, Instant until) {
        return Duration.between(finding.firstSeen(), until);
    }

    private static String word(Severity severity) {
        return severity.id().toUpperCase(Locale.ROOT);
    }
}
