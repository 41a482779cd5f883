package io.poolscope.rule;

import io.poolscope.snapshot.Coverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The probes without which a rule cannot judge; none where the sampler is enough.
 *
 * @param probes of each inner list at least one must be active
 */
record Needs(List<List<String>> probes) {
    /** The sampler is enough. */
    static final Needs SAMPLER = new Needs(List.of());

    /** What is missing, in words; null where nothing is. */
    @Nullable
    String missing(Coverage coverage) {
        for (List<String> anyOf : probes) {
            if (anyOf.stream().noneMatch(coverage::active)) {
                return "needs the probe " + String.join(" or ", anyOf) + why(coverage, anyOf.get(0));
            }
        }
        return null;
    }

    private static String why(Coverage coverage, String probe) {
        for (Coverage.ProbeStatus status : coverage.probes()) {
            if (status.name().equals(probe)) {
                return ", which is " + status.status().id() + (status.reason() == null ? "" : ": " + status.reason());
            }
        }
        return ", which is off";
    }
}
