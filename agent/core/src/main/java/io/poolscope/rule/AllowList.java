package io.poolscope.rule;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Suppression;
import io.poolscope.snapshot.CodeLocation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accepted findings, each entry with its hits: one that never matches, or is past its date, is told. One thread. */
public final class AllowList {
    /** Looks at which each entry matched a finding. */
    private final Map<AllowEntry, Long> hits = new LinkedHashMap<>();

    private @Nullable LocalDate today;

    /**
     * Reads the entries.
     *
     * @param complaints receives one line for each entry that cannot be read; it is ignored
     */
    public AllowList(List<String> entries, List<String> complaints) {
        for (String entry : entries) {
            try {
                hits.put(AllowEntry.parse(entry), 0L);
            } catch (IllegalArgumentException bad) {
                complaints.add("allow=" + entry.trim() + ": " + bad.getMessage());
            }
        }
    }

    /** Dates are compared in UTC, so that an entry ends everywhere at once. */
    public void look(Instant at) {
        today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** The entry that accepts the draft, and counts a hit; null where none does. */
    @Nullable
    Suppression accepts(Draft draft) {
        return accepts(draft.rule(), draft.pool(), draft.site());
    }

    /** The entry that accepts the finding, and counts a hit; null where none does. */
    public @Nullable Suppression accepts(Finding finding) {
        return accepts(finding.rule(), finding.pool(), finding.site());
    }

    private @Nullable Suppression accepts(String rule, @Nullable String pool, @Nullable CodeLocation site) {
        Suppression suppression = null;
        for (Map.Entry<AllowEntry, Long> hit : hits.entrySet()) {
            if (hit.getKey().matches(rule, pool, site)) {
                hit.setValue(hit.getValue() + 1);
                if (suppression == null && !expired(hit.getKey())) {
                    suppression = hit.getKey().suppression();
                }
            }
        }
        return suppression;
    }

    private boolean expired(AllowEntry entry) {
        return today != null && entry.expired(today);
    }

    /** One line for each entry that is past its date. */
    public List<String> expired() {
        List<String> lines = new ArrayList<>();
        hits.forEach((entry, count) -> {
            if (expired(entry)) {
                lines.add("allow=" + entry.text() + ": ended on " + entry.until() + ", accepts nothing any more");
            }
        });
        return lines;
    }

    /** One line for each entry that has matched nothing. */
    public List<String> unmatched() {
        List<String> lines = new ArrayList<>();
        hits.forEach((entry, count) -> {
            if (count == 0) {
                lines.add("allow=" + entry.text() + ": matched nothing");
            }
        });
        return lines;
    }
}
