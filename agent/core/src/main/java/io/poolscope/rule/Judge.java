package io.poolscope.rule;

import io.poolscope.finding.Assessment;
import io.poolscope.snapshot.Snapshot;
import java.util.List;
import java.util.Map;

/** Evaluates the rules on each snapshot and keeps the lives of their findings. poolscope's thread only. */
public final class Judge {

    /** Makes a judge with no history. */
    public Judge(RuleSettings settings) {}

    /**
     * Evaluates all rules.
     *
     * @param snapshot the newest look; looks must come in order
     */
    public Assessment assess(Snapshot snapshot) {
        return new Assessment(snapshot, Map.of(), List.of(), List.of(), List.of(), Map.of());
    }

    /** What is wrong with the settings (unknown rule or threshold, bad value, bad allow entry), one clear line each. */
    public List<String> complaints() {
        return List.of();
    }
}
