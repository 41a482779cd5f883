package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;

/**
 * One look at the target, as it was answered.
 *
 * @param assessment what was seen and concluded
 * @param document the same as the report document that it was read from
 */
public record Look(Assessment assessment, String document) {}
