package io.poolscope.cli.top;

import io.poolscope.snapshot.PoolSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the user chose and what came in: all that a frame is made of, but for its size. One thread.
 *
 * <p>The chosen pool is kept by its id, so that it stays chosen when the rows change places. Before a choice is made it
 * is the first row: the worst pool.
 */
final class Model {

    /** What fills the screen. */
    enum Page {
        POOLS,
        /** Findings, chain, sites and stacks of the chosen pool. */
        POOL,
        HELP
    }

    private final Rejections rejections = new Rejections();
    private @Nullable Look look;
    private @Nullable Look waiting;
    private Instant now;
    private Page page = Page.POOLS;
    private @Nullable String chosen;
    private int lastIndex;
    private Column sort = Column.WORST;
    private String filter = "";
    private boolean typing;
    private boolean paused;
    private int scroll;
    private @Nullable String note;
    private @Nullable String trouble;

    Model(Instant now) {
        this.now = now;
    }

    // What came in.

    /** A new look; while paused it waits. */
    void take(Look newer) {
        trouble = null;
        waiting = newer;
        if (!paused || look == null) {
            show(newer);
        }
    }

    private void show(Look newer) {
        look = newer;
        rejections.see(newer.assessment().snapshot());
    }

    /** No look could be had: why, for the user; stays until there is one again. */
    void trouble(String words) {
        trouble = words;
    }

    /** The time on the user's clock. */
    void at(Instant time) {
        now = time;
    }

    // What is shown.

    @Nullable
    Look look() {
        return look;
    }

    Rejections rejections() {
        return rejections;
    }

    Instant now() {
        return now;
    }

    Page page() {
        return page;
    }

    Column sort() {
        return sort;
    }

    String filter() {
        return filter;
    }

    /** Whether characters go to the filter. */
    boolean typing() {
        return typing;
    }

    boolean paused() {
        return paused;
    }

    /** First line shown of a page that is longer than the screen. */
    int scroll() {
        return scroll;
    }

    /** What the last key did, where that is not seen; null for nothing. */
    @Nullable
    String note() {
        return note;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    /** The pools that pass the filter, in order. */
    List<PoolSnapshot> rows() {
        return look == null ? List.of() : Rows.of(this, look.assessment());
    }

    boolean passes(PoolSnapshot pool) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return pool.name().toLowerCase(Locale.ROOT).contains(wanted)
                || pool.type().toLowerCase(Locale.ROOT).contains(wanted)
                || pool.kind().id().contains(wanted);
    }

    /** Where the chosen pool stands in {@link #rows}; where it is gone, the row in its place; -1 without rows. */
    int index(List<PoolSnapshot> rows) {
        if (chosen == null) {
            return rows.isEmpty() ? -1 : 0;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).id().equals(chosen)) {
                lastIndex = i;
                return i;
            }
        }
        return Math.min(lastIndex, rows.size() - 1);
    }

    @Nullable
    PoolSnapshot chosen() {
        List<PoolSnapshot> rows = rows();
        int index = index(rows);
        return index < 0 ? null : rows.get(index);
    }

    // What the keys change.

    /** Moves the choice, not beyond the ends. */
    void move(int by) {
        List<PoolSnapshot> rows = rows();
        int index = index(rows);
        if (index >= 0) {
            int target = (int) Math.max(0, Math.min(rows.size() - 1L, (long) index + by));
            chosen = rows.get(target).id();
            lastIndex = target;
        }
    }

    /** The first row again, whichever it is. */
    void first() {
        chosen = null;
        lastIndex = 0;
    }

    void open(Page next) {
        page = next;
        scroll = 0;
    }

    void scrollTo(int line) {
        scroll = Math.max(0, line);
    }

    /** The next column to the left or to the right; it stops at the ends. */
    void sortBy(int by) {
        Column[] all = Column.values();
        sort = all[Math.max(0, Math.min(all.length - 1, sort.ordinal() + by))];
    }

    void filter(String text) {
        filter = text;
    }

    void typing(boolean now) {
        typing = now;
    }

    void pause() {
        paused = !paused;
        if (!paused && waiting != null) {
            show(waiting);
        }
    }

    void note(@Nullable String words) {
        note = words;
    }
}
