package io.poolscope.watch;

import java.time.Duration;
import java.util.List;

/**
 * What the sampler may do.
 *
 * @param interval time between samples
 * @param window rolling window of sites and percentiles
 * @param maxPools rows shown apart; the rest is folded into {@code other}
 * @param maxSites distinct places kept
 * @param stackDepth frames kept of a stack
 * @param stacksPerSecond stacks taken of other threads, at most
 * @param includePools globs over pool names; a pool must match one
 * @param excludePools globs over pool names; a pool that matches one is left out
 * @param appPackages package prefixes that are the application's; empty: guessed
 * @param timingAll whether the probes time every task
 * @param loadTest whether in load-test mode
 */
public record SamplerSettings(
        Duration interval,
        Duration window,
        int maxPools,
        int maxSites,
        int stackDepth,
        int stacksPerSecond,
        List<String> includePools,
        List<String> excludePools,
        List<String> appPackages,
        boolean timingAll,
        boolean loadTest) {

    /** The documented defaults for production. */
    public static SamplerSettings defaults() {
        return new SamplerSettings(
                Duration.ofMillis(20),
                Duration.ofSeconds(60),
                64,
                500,
                64,
                100,
                List.of("*"),
                List.of(),
                List.of(),
                false,
                false);
    }
}
