package io.poolscope.watch;

import java.time.Instant;

/** The one source of time, so that tests can drive it. */
public interface Clock {

    /** Monotonic, nanoseconds, arbitrary origin: {@link System#nanoTime()}. */
    long nanos();

    /** Wall-clock time. */
    Instant now();

    /** The system's clock. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };
}
