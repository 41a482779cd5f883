package io.poolscope.rule;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Borrowing;
import io.poolscope.snapshot.Borrowing.Stock;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.WaitSite;
import org.jspecify.annotations.Nullable;

/** A resource that is lent, in words, and what to do where it is short. */
final class ResourceWords {
    private ResourceWords() {}

    /** {@code  of HikariCP orders-db}; empty where nothing is known. */
    static String named(@Nullable Borrowing resource) {
        return resource == null || resource.library().equals("Semaphore")
                ? ""
                : " of " + resource.library() + (resource.name() == null ? "" : " " + resource.name());
    }

    /** {@code orders-db: 4 of 4 connections in use, 3 threads wait}. */
    static String stock(Borrowing resource, Stock stock) {
        return (resource.name() == null ? resource.library() : resource.name()) + ": " + stock.lent() + " of "
                + Words.count(stock.limit(), "connection") + " in use"
                + (stock.total() < stock.limit() ? ", only " + stock.total() + " there" : "") + ", "
                + Words.count(stock.waiting(), "thread") + (stock.waiting() == 1 ? " waits" : " wait")
                + (LentOut.stands(stock) ? "; none came back in " + Words.duration(stock.unmovedMs()) : "");
    }

    /** What to change; {@code timed} where these waits have a time limit already. */
    static String fix(Borrowers here, LentOut lent, boolean timed) {
        PoolSnapshot pool = here.pool();
        WaitSite site = here.site();
        if (lent.twice() == 0 && lent.left() > 0) {
            return "close each connection in the task that borrows it (try-with-resources), and neither suspend nor hand over"
                    + " work while it holds one; leakDetectionThreshold names the line that borrowed; give the wait at "
                    + Words.line(site.site()) + " a short time limit";
        }
        if (lent.twice() == 0 || site.kind() == BlockKind.SEMAPHORE) {
            return Fix.of(site.kind(), site.site(), site.call(), site.awaits(), pool.name(), timed);
        }
        Integer max = pool.threads().max();
        int workers = max == null
                ? pool.threads().size()
                : Math.max(max, pool.threads().size());
        return "take no second connection at " + Words.line(site.site())
                + " while the task holds one: pass the first on, or give it back before"
                + (lent.stock() == null
                        ? ""
                        : "; until then " + (workers + 1) + " connections for the " + workers + " workers of "
                                + pool.name() + " let one of them always finish");
    }
}
