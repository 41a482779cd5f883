package io.poolscope.testrun;

import io.poolscope.finding.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The findings as they were at one look.
 *
 * @param number of the look, counted from poolscope's start
 * @param at when it was
 * @param takenAt when it was known to be over, nanoseconds of {@link System#nanoTime}
 * @param findings open and closed ones, worst first
 */
record Look(long number, Instant at, long takenAt, List<Finding> findings) {

    /**
     * Whether a finding fired after an earlier look: it is new, or graver, or it was gone at one look at least and came
     * again. What has held at every look since then began before, and is not the doing of what came after.
     */
    boolean firedSince(Look before, Finding finding) {
        Finding was = before.find(finding.id());
        if (was == null || finding.severity().compareTo(was.severity()) > 0) {
            return true;
        }
        long held = finding.count() - was.count();
        return held > 0 && held < number - before.number;
    }

    private @Nullable Finding find(String id) {
        for (Finding finding : findings) {
            if (finding.id().equals(id)) {
                return finding;
            }
        }
        return null;
    }
}
