package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.Futures;
import io.poolscope.snapshot.Misuse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Futures on which very many dependents wait, among those that a worker completes or waits for: no other can be found
 * without a search of the heap, or a count at each dependent. Reads the stack of dependents once a second.
 */
final class DependentsSource implements FactSource {
    /** Dependents counted of one future: about 50 us. */
    private static final int MOST = 5_000;
    /** So few are nobody's concern, and no fact. */
    private static final int FEW = 100;
    /** Dependents counted in one look, all futures together. */
    private static final int STEPS = 20_000;

    @Override
    public List<Misuse> look(Seen seen) {
        List<Misuse> facts = new ArrayList<>();
        int left = STEPS;
        for (Pool pool : seen.pools()) {
            String row = null;
            for (Worker worker : pool.workers) {
                WorkerRecord record = worker.record;
                Object future = record == null || !worker.inTask || left <= 0 ? null : future(record);
                int count = future == null ? 0 : count(future, Math.min(MOST, left));
                left -= count;
                if (count >= FEW && record != null) {
                    row = row == null ? seen.rowId(pool) : row;
                    facts.add(new Misuse(
                            Misuse.Kind.DEPENDENTS, row, seen.submissions().of(TaskNames.running(record)), count));
                }
            }
        }
        return facts;
    }

    private static @Nullable Object future(WorkerRecord record) {
        Object task = record.task;
        Object completes = record.completes != null ? record.completes : task == null ? null : Futures.completes(task);
        return completes != null ? completes : record.awaited instanceof CompletableFuture ? record.awaited : null;
    }

    private static int count(Object future, int most) {
        int count = 0;
        Object entry = Futures.dependents(future);
        while (entry != null && count < most) {
            count++;
            entry = Futures.next(entry);
        }
        return count;
    }
}
