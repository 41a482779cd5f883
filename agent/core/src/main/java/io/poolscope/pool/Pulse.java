package io.poolscope.pool;

import org.jspecify.annotations.Nullable;

/**
 * The marks of one executor by which its family knows again that none of its idle workers took a task: written and
 * compared by the family only, one for each executor. poolscope's thread only.
 */
public final class Pulse {
    private int ctl;
    private long retired;
    /** The last node of the queue while it held no task; holding it holds nothing else. */
    private @Nullable Object tail;

    /** Takes new marks. Returns whether they are the old ones; never with {@code tail} null, which is no mark. */
    boolean same(int ctl, long retired, @Nullable Object tail) {
        if (tail != null && tail == this.tail && ctl == this.ctl && retired == this.retired) {
            return true;
        }
        this.ctl = ctl;
        this.retired = retired;
        this.tail = tail;
        return false;
    }
}
