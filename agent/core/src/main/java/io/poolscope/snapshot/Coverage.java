package io.poolscope.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What poolscope could see, so that silence is never mistaken for health.
 *
 * @param probes every probe there is, in the order of the list, with its state
 * @param lost everything dropped, by cause
 */
public record Coverage(List<ProbeStatus> probes, Map<String, Long> lost) {

    /**
     * One probe.
     *
     * @param name stable name, {@code future-get}
     * @param status state
     * @param reason why it is not active; null where it is
     * @param since when it became active, ISO-8601 UTC; null where it is not
     */
    public record ProbeStatus(
            String name,
            Status status,
            @Nullable String reason,
            @Nullable String since) {}

    /** State of a probe. */
    public enum Status {
        ACTIVE,
        OFF,
        MISSING,
        FAILED;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether the probe of this name is active. */
    public boolean active(String probe) {
        for (ProbeStatus each : probes) {
            if (each.status() == Status.ACTIVE && each.name().equals(probe)) {
                return true;
            }
        }
        return false;
    }
}
