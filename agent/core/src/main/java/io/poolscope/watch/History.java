package io.poolscope.watch;

/** The timeline of one executor: one point per look. poolscope's thread only. */
final class History {
    /** Points kept: at a look every second, a minute. */
    static final int POINTS = 60;

    final long[] look = new long[POINTS];
    /** Wall clock, milliseconds since 1970. */
    final long[] millis = new long[POINTS];

    final int[] size = new int[POINTS];
    final int[] running = new int[POINTS];
    final int[] blocked = new int[POINTS];
    final int[] depth = new int[POINTS];
    final long[] headAge = new long[POINTS];
    final long[] completed = new long[POINTS];

    /** Slot of a look, from 1; it holds that look's point only if {@link #look} says so. */
    static int slot(long look) {
        return (int) (look % POINTS);
    }

    void add(long number, long millis, int size, int running, int blocked, int depth, long headAge, long completed) {
        int slot = slot(number);
        this.look[slot] = number;
        this.millis[slot] = millis;
        this.size[slot] = size;
        this.running[slot] = running;
        this.blocked[slot] = blocked;
        this.depth[slot] = depth;
        this.headAge[slot] = headAge;
        this.completed[slot] = completed;
    }
}
