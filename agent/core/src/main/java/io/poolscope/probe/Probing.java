package io.poolscope.probe;

import io.poolscope.snapshot.Coverage;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;

/** The bytecode layer: weaves the probes in one batch, proves that they answer, and takes them out again. */
public final class Probing implements AutoCloseable {

    /**
     * Nothing is woven yet.
     *
     * @param instrumentation the first one of this JVM: only it can take the transformers back
     * @param settings which probes
     */
    public Probing(Instrumentation instrumentation, ProbeSettings settings) {}

    /** Weaves, and runs the self-test. Takes some hundred milliseconds; throws nothing. */
    public void install() {}

    /** Every probe with its state, in the order of the list. Any thread. */
    public List<Coverage.ProbeStatus> statuses() {
        return List.of();
    }

    /** Names in the settings that are no probe's. */
    public List<String> unknownNames() {
        return List.of();
    }

    /** What the probes dropped, by cause. Any thread. */
    public Map<String, Long> lost() {
        return Map.of();
    }

    /** Takes every transformer back and switches the hooks off. Idempotent. */
    @Override
    public void close() {}
}
