package io.poolscope.probe;

import java.util.Set;

/**
 * Which probes go in.
 *
 * @param on false: none
 * @param plus names of probes that are off by default and wanted
 * @param minus names of probes that are not wanted
 * @param timingAll whether every task is timed by the clock
 */
public record ProbeSettings(boolean on, Set<String> plus, Set<String> minus, boolean timingAll) {}
