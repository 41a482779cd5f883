package io.poolscope.testrun;

import io.poolscope.finding.Finding;
import io.poolscope.rule.AllowList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The accepted findings of a run: each test has its own, and their hits are counted over all. Any thread. */
final class Accepted {
    /** By the entry's text, in the order in which they were met. */
    private final Map<String, AllowList> entries = new LinkedHashMap<>();

    /** Takes entries up, as never matched. */
    synchronized void know(List<String> allow) {
        for (String entry : allow) {
            if (!entries.containsKey(entry)) {
                List<String> complaints = new ArrayList<>();
                AllowList list = new AllowList(List.of(entry), complaints);
                if (!complaints.isEmpty()) {
                    throw new IllegalArgumentException(complaints.get(0));
                }
                list.look(Instant.now());
                entries.put(entry, list);
            }
        }
    }

    /** Whether one of these entries accepts it. Counts a hit for each that fits. */
    synchronized boolean accepts(Finding finding, List<String> allow) {
        boolean accepts = false;
        for (String entry : allow) {
            accepts |= of(entry).accepts(finding) != null;
        }
        return accepts;
    }

    /** One line for each of these entries that is past its date. */
    synchronized List<String> expired(List<String> allow) {
        return allow.stream().flatMap(entry -> of(entry).expired().stream()).toList();
    }

    /** One line for each entry that is past its date, and for each that has matched nothing. */
    synchronized List<String> notes() {
        List<String> lines = new ArrayList<>();
        entries.values().forEach(list -> {
            lines.addAll(list.expired());
            lines.addAll(list.unmatched());
        });
        return lines;
    }

    private AllowList of(String entry) {
        return Objects.requireNonNull(entries.get(entry), entry);
    }
}
