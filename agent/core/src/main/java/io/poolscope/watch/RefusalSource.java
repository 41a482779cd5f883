package io.poolscope.watch;

import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.RefusedState;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the workers of a pool did when it refused a task, within a sample: a burst is over by the next look. */
final class RefusalSource implements FactSource {

    @Override
    public void sampled(Seen seen) {
        for (int i = 0; i < seen.pools().size(); i++) {
            Pool pool = seen.pools().get(i);
            pool.refusals.sampled(pool, seen.second());
        }
    }

    @Override
    public List<? extends Fact> look(Seen seen) {
        List<Fact> facts = new ArrayList<>();
        for (Pool pool : seen.pools()) {
            Refusals.State state = pool.refusals.state(seen.second());
            String row = state == null ? null : seen.rowId(pool);
            if (state != null && row != null) {
                facts.add(new RefusedState(row, state.running(), state.blocked(), state.idle()));
            }
        }
        return facts;
    }
}
