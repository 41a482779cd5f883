package io.poolscope.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule answers.
 *
 * @param drafts what it found
 * @param lacking what it would need to judge, in words; null where it could judge
 */
record Outcome(List<Draft> drafts, @Nullable String lacking) {

    /** It judged. */
    static Outcome of(List<Draft> drafts) {
        return new Outcome(drafts, null);
    }

    /** It cannot judge on so few looks: silence now means nothing. */
    static Outcome tooFew(int needed, Looks looks) {
        return new Outcome(List.of(), "needs " + Words.count(needed, "look") + ", has " + looks.size() + " so far");
    }
}
