package io.poolscope.pool;

import io.poolscope.jdk.Futures;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.LambdaFields;
import io.poolscope.jdk.ReadField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds pools of connections by the tasks that they keep scheduled: a thread that waits for a connection shows only what
 * it is parked on, and nothing leads from there to the pool. Such as schedule nothing are found by who calls them. To add a
 * library, add its family to the list. poolscope's thread only.
 */
public final class Lenders {
    /** Scheduled tasks looked at in one search: under 1 ms. */
    private static final int MAX_TASKS = 4_000;
    /** Pools of connections told apart. */
    private static final int MAX_LENDERS = 64;
    /** Loans of one scheduler that are remembered. */
    private static final int MAX_LOANS = 256;
    /** Wrappers around a scheduled task: future, adapter. */
    private static final int DEPTH = 4;

    private static final JdkField HEAP = JdkField.of(ReadField.DELAYED_HEAP);

    private static final LambdaFields HELD = new LambdaFields();

    private final List<LenderFamily> families = List.of(new HikariFamily(), new HttpClientFamily());
    private int budget;
    private long cut;

    /** Tasks of one scheduler's queue, and what was found in it. */
    private static final class Found {
        final List<Object> pools = new ArrayList<>(1);
        final List<LenderFamily> of = new ArrayList<>(1);
        final List<Lender.Loan> loans = new ArrayList<>(1);
    }

    /**
     * Searches what lambdas hold that run, that are queued, or that a thread was made with: a client that they call.
     *
     * @param tasks of threads
     * @param lenders takes the pools that are found
     */
    public void heldBy(List<Object> tasks, List<Lender> lenders) {
        for (Object task : tasks) {
            held(task, 0, lenders);
        }
    }

    private void held(Object task, int nested, List<Lender> lenders) {
        Object inside = task;
        for (int depth = 0; depth < DEPTH; depth++) {
            Object wrapped = Futures.wrapped(inside);
            inside = wrapped == null ? inside : wrapped;
        }
        HELD.each(inside, held -> {
            if (held.getClass().isHidden() && nested < DEPTH) {
                held(held, nested + 1, lenders);
            }
            for (LenderFamily family : families) {
                Object pool = family.reached(held);
                if (pool != null
                        && lenders.size() < MAX_LENDERS
                        && lenders.stream().noneMatch(known -> known.identity() == pool)) {
                    lenders.add(new Lender(family, pool, List.of()));
                }
            }
        });
    }

    /**
     * Searches queues, also for tasks that are not due.
     *
     * @param queues of executors; such as are no scheduler's are passed over
     */
    public List<Lender> in(List<Object> queues) {
        budget = MAX_TASKS;
        List<Lender> lenders = new ArrayList<>();
        for (Object queue : queues) {
            if (HEAP.get(queue) instanceof Object[] tasks) {
                search(tasks, lenders);
            }
        }
        return lenders;
    }

    private void search(Object[] tasks, List<Lender> lenders) {
        Found found = new Found();
        for (Object task : tasks) {
            if (task == null) {
                break; // the heap is full up to its size
            }
            if (budget-- <= 0) {
                cut++;
                break;
            }
            look(task, found);
        }
        // Which of several pools on one scheduler lent a connection its task does not say.
        List<Lender.Loan> loans = found.pools.size() == 1 ? List.copyOf(found.loans) : List.of();
        for (int i = 0; i < found.pools.size() && lenders.size() < MAX_LENDERS; i++) {
            lenders.add(new Lender(found.of.get(i), found.pools.get(i), loans));
        }
    }

    private void look(Object task, Found found) {
        @Nullable Object inside = task;
        for (int depth = 0; inside != null && depth < DEPTH; depth++) {
            for (LenderFamily family : families) {
                Object pool = family.keptBy(inside);
                if (pool != null && found.pools.stream().noneMatch(known -> known == pool)) {
                    found.pools.add(pool);
                    found.of.add(family);
                }
                Lender.Loan loan = found.loans.size() < MAX_LOANS ? family.watchedBy(inside) : null;
                if (loan != null) {
                    found.loans.add(loan);
                }
            }
            inside = Futures.wrapped(inside);
        }
    }

    /** Searches that reached their bound. */
    public long cut() {
        return cut;
    }
}
