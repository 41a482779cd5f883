package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Needs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the wait-for graph while it is filled: what it waits for is found after it. */
final class NodeDraft {
    final Kind kind;
    final String label;

    @Nullable
    String poolId;

    long threadId;
    int place;

    @Nullable
    CodeLocation site;

    @Nullable
    CodeLocation submittedAt;

    /** Why it progresses without help; null where it does not. */
    @Nullable
    String free;

    Needs needs = Needs.ALL;
    final List<Integer> on = new ArrayList<>(1);

    NodeDraft(Kind kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    WaitGraph.Node node() {
        return new WaitGraph.Node(
                kind, label, poolId, threadId, place, site, submittedAt, free != null, free, needs, List.copyOf(on));
    }
}
