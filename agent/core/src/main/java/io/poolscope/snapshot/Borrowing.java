package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workers of one pool that wait to borrow from one bounded resource: a pool of connections, or a semaphore.
 *
 * @param poolId row of the pool whose workers wait
 * @param waiters thread ids of those workers, at most 256
 * @param library what lends, in the words that people use: {@code HikariCP}, {@code Semaphore}
 * @param name the resource's own name, as the application gave it; null where it has none, or where it could not be read
 * @param stock what it has to lend; null where its fields could not be found
 * @param insideAnother of these workers, those that wait inside a call of a library that holds a connection meanwhile, by
 *     that call
 * @param users workers of all pools that are inside a task and do not wait for this resource: who could hold of it
 */
public record Borrowing(
        String poolId,
        List<Long> waiters,
        String library,
        @Nullable String name,
        @Nullable Stock stock,
        List<InsideAnother> insideAnother,
        int users)
        implements Fact {

    /**
     * What a resource has, by its own fields at the moment of the look.
     *
     * @param limit how many there can be
     * @param total how many there are
     * @param lent how many are in use
     * @param waiting threads that wait for one, by the resource's own count
     * @param unmovedMs how long none was lent or given back, as far as looks saw it, milliseconds
     * @param outMs how long each of those in use has been out, milliseconds; empty where the resource does not keep that
     * @param holders who has one, where the resource keeps that; at most 32
     */
    public record Stock(
            int limit, int total, int lent, int waiting, double unmovedMs, List<Double> outMs, List<Holder> holders) {}

    /**
     * A thread that has one.
     *
     * @param thread its name, as the application gave it: escape before output
     * @param borrowedAt the application's frame that borrowed it; null where unknown
     * @param waits whether it waits for one more
     */
    public record Holder(String thread, @Nullable CodeLocation borrowedAt, boolean waits) {}

    /**
     * Waits inside a call that holds a connection for as long as it lasts.
     *
     * @param call that call, {@code org.springframework.jdbc.core.JdbcTemplate.execute}
     * @param from the frame that made it; null where unknown
     * @param waits how many of the workers
     */
    public record InsideAnother(String call, @Nullable String from, int waits) {}
}
