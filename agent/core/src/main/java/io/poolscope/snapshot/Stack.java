package io.poolscope.snapshot;

import java.util.List;

/**
 * A distinct stack, kept once however many waits share it.
 *
 * @param id short hash of the frames, stable from run to run
 * @param frames innermost first, each as in {@link CodeLocation#toString()}
 */
public record Stack(String id, List<String> frames) {}
