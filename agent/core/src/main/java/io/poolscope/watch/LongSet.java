package io.poolscope.watch;

import java.util.Arrays;

/** A set of thread ids without boxing. 0 is never in it. */
final class LongSet {
    private long[] slots = new long[1024];
    private int size;

    /** Adds; returns whether it was new. */
    boolean add(long value) {
        if (size * 2 >= slots.length) {
            long[] old = slots;
            slots = new long[old.length * 2];
            size = 0;
            for (long each : old) {
                if (each != 0) {
                    add(each);
                }
            }
        }
        int slot = slot(value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        return true;
    }

    boolean contains(long value) {
        return slots[slot(value)] == value;
    }

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    private int slot(long value) {
        int slot = (int) (value * 0x9E3779B97F4A7C15L >>> 40) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
