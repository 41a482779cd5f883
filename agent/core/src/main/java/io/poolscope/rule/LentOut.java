package io.poolscope.rule;

import io.poolscope.snapshot.Borrowing;
import io.poolscope.snapshot.Borrowing.Holder;
import io.poolscope.snapshot.Borrowing.InsideAnother;
import io.poolscope.snapshot.Borrowing.Stock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has what is lent, as far as that is known or likely.
 *
 * @param here those that wait to borrow
 * @param stock what is known of the resource
 * @param twice how many of those that wait have one already, seen or likely; 0 where that is not known
 * @param seen those of them of which it was seen
 * @param left how many are lent since before any of the tasks that wait began
 */
record LentOut(Borrowers here, @Nullable Stock stock, int twice, int seen, int left) {
    /** Nothing lent and nothing given back for so long: what is held is held by somebody who stands. Milliseconds. */
    private static final double STANDS_MS = 900;

    static LentOut of(Borrowers here) {
        Borrowing resource = here.resource();
        int seen = seenTwice(resource);
        return new LentOut(
                here,
                resource == null ? null : resource.stock(),
                Math.max(seen, here.likelyHeldByWaiters(STANDS_MS)),
                seen,
                here.leftBehind(STANDS_MS));
    }

    /** How many of those that wait were seen to have one already. */
    private static int seenTwice(@Nullable Borrowing resource) {
        if (resource == null) {
            return 0;
        }
        int inside =
                resource.insideAnother().stream().mapToInt(InsideAnother::waits).sum();
        int named = resource.stock() == null
                ? 0
                : (int) resource.stock().holders().stream()
                        .filter(Holder::waits)
                        .count();
        return Math.max(inside, named);
    }

    /** Whether nothing was lent and nothing came back for a while. */
    static boolean stands(Stock stock) {
        return stock.unmovedMs() >= STANDS_MS;
    }

    /** For the title, behind what it says of the resource; empty where nothing is known. */
    String aside(int waiting) {
        return twice == 0 ? behind() : holdOne(waiting);
    }

    /** {@code ; those that wait hold one already}, {@code ; 5 of those that wait likely hold one already}. */
    private String holdOne(int waiting) {
        return "; " + (twice < waiting ? twice + " of " : "") + "those that wait "
                + (seen < twice ? "likely " : "") + "hold one already"
                + (seen < twice && here.beganUnseen() ? ", or they were never given back" : "");
    }

    /** {@code ; 3 of them were borrowed before any of the tasks that wait began}. */
    private String behind() {
        return stock == null || left == 0
                ? ""
                : "; " + (left < stock.lent() ? left + " of them were" : "all were")
                        + " borrowed before the tasks that wait began, and not given back";
    }

    /** Who holds what is lent, a line for those that are alike; empty where nothing is known. */
    List<String> lines() {
        Borrowing resource = here.resource();
        List<String> lines = new ArrayList<>();
        if (resource == null) {
            return lines;
        }
        for (InsideAnother inside : resource.insideAnother().stream().limit(3).toList()) {
            lines.add(inside.waits() + " of these waits are inside " + Words.call(inside.call())
                    + ", which holds a connection meanwhile"
                    + (inside.from() == null ? "" : ", called at " + inside.from()));
        }
        List<Holder> holders = stock == null ? List.of() : stock.holders();
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (Holder holder : holders) {
            String what = (holder.waits() ? ", waiting here" : "")
                    + (holder.borrowedAt() == null ? "" : ", borrowed at " + holder.borrowedAt());
            alike.computeIfAbsent(what, w -> new ArrayList<>()).add(holder.thread());
        }
        alike.entrySet().stream()
                .limit(5)
                .forEach(e -> lines.add(
                        "held by " + Words.list(e.getValue(), 4, e.getValue().size()) + e.getKey()));
        if (lines.isEmpty() && twice == 0 && stock != null && left > 0) {
            lines.add("no worker inside a task can hold " + left + " of them: borrowed and never"
                    + " closed, or held by work that has no worker now: a suspended coroutine, a callback in a queue");
        }
        if (lines.isEmpty() && twice > 0 && stock != null) {
            lines.add((resource.users() == 0
                            ? "no other worker is inside a task"
                            : "only " + Words.count(resource.users(), "other worker")
                                    + (resource.users() == 1 ? " is inside a task" : " are inside tasks"))
                    + ": likely " + twice + " of those that wait hold one already, two for one task");
        }
        return lines;
    }
}
