package io.poolscope.watch;

import java.time.Instant;

/** Time that a test moves. */
final class DrivenClock implements Clock {
    private long nanos = 1_000_000_000L;

    void advance(long by) {
        nanos += by;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }
}
