package io.poolscope.watch;

import io.poolscope.snapshot.Fact;
import java.util.List;
import java.util.Map;

/** Sees one kind of fact. poolscope's thread only; keeps what it needs between looks, within a bound of its own. */
interface FactSource {

    /** After each sample of all pools; must cost next to nothing where there is nothing to see. */
    default void sampled(Seen seen) {}

    /** What there is to tell at this look, once a second. */
    List<? extends Fact> look(Seen seen);

    /** The JVM ends: the look that follows is the last. */
    default void ending() {}

    /** What found no room so far, by cause; causes that stand at 0 may be left out. */
    default Map<String, Long> lost() {
        return Map.of();
    }
}
