package io.poolscope.watch;

/** A wait that is open on a worker. Mutable; poolscope's thread only. */
final class OpenWait {
    /** Clock nanoseconds of the first sample that saw it. */
    long since;
}
