package io.poolscope.junit;

/** From which severity on a finding fails a test. */
public enum Severity {
    /** What the configuration parameter {@code io.poolscope.junit.severity} says; without it, {@link #WARNING}. */
    CONFIGURED,
    /** Every finding. */
    INFO,
    /** Warnings and what is critical. */
    WARNING,
    /** Proven deadlocks, starvation, blocked event loops. */
    CRITICAL
}
