package io.poolscope.rule;

import io.poolscope.finding.Severity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a finding explains: other rules' findings of a pool are not told beside it, they are the same story.
 *
 * @param rules ids of the rules
 * @param poolId the pool
 * @param site class and method, see {@link FindingKey#site}; null for every place of the pool
 * @param upTo worst severity that is explained
 */
record Claim(Set<String> rules, String poolId, @Nullable String site, Severity upTo) {

    /** Whether the draft is explained. */
    boolean covers(Draft draft) {
        return rules.contains(draft.rule())
                && poolId.equals(draft.poolId())
                && draft.severity().compareTo(upTo) <= 0
                && (site == null || site.equals(FindingKey.site(draft.site())));
    }
}
