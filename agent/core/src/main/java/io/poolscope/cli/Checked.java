package io.poolscope.cli;

import io.poolscope.finding.Assessment;
import io.poolscope.gate.Gate;
import io.poolscope.gate.State;
import java.util.List;

/**
 * A report file, judged.
 *
 * @param file its name, as the user wrote it
 * @param run what it says
 * @param verdict what came out
 */
record Checked(String file, Assessment run, Gate.Verdict verdict) {

    /** The worst of all. */
    static State state(List<Checked> all) {
        return all.stream()
                .map(each -> each.verdict().state())
                .max(State::compareTo)
                .orElse(State.UNKNOWN);
    }
}
