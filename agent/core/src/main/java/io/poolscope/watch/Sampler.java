package io.poolscope.watch;

import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitGraph;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the state of every pool worker. All methods are called by poolscope's one thread; none blocks, none calls the
 * application's code.
 */
public final class Sampler {
    private final JvmInfo jvm;
    private final Clock clock;
    private final Supplier<List<Coverage.ProbeStatus>> probes;
    private long looks;

    /**
     * Makes a sampler; it does nothing until {@link #sample}.
     *
     * @param settings bounds and intervals
     * @param clock source of time
     * @param jvm for the snapshots
     * @param probes states of the probes, asked at each look
     */
    public Sampler(SamplerSettings settings, Clock clock, JvmInfo jvm, Supplier<List<Coverage.ProbeStatus>> probes) {
        this.jvm = jvm;
        this.clock = clock;
        this.probes = probes;
    }

    /** Takes one sample. Called every sample interval, or later when poolscope slows itself down. */
    public void sample() {}

    /**
     * Sums up the window that ends now.
     *
     * @param self what poolscope cost, measured by the caller
     * @param lost everything that other stages dropped, by cause; the sampler adds its own
     */
    public Snapshot look(SelfCost self, Map<String, Long> lost) {
        return new Snapshot(
                jvm,
                clock.now(),
                clock.now(),
                ++looks,
                0,
                0,
                new Coverage(probes.get(), lost),
                self,
                List.of(),
                List.of(),
                WaitGraph.EMPTY);
    }

    /** Whether any pool has a worker that is blocked now: sampling must then not slow down below five a second. */
    public boolean anyBlocked() {
        return false;
    }
}
