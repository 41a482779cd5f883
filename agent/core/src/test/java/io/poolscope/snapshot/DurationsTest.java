package io.poolscope.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void figuresFinerThanWhatWasMeasuredAreNotShown() {
        Durations fine = new Durations(10, 12.0, 0.0, 19.9, 20.0, 80.0, 90.0, false, null);
        assertThat(fine.resolvedTo(20)).isEqualTo(new Durations(10, 12.0, null, null, 20.0, 80.0, 90.0, true, 20.0));
        Durations coarse = new Durations(10, 50.0, 40.0, 41.0, 42.0, 43.0, 44.0, false, null);
        assertThat(coarse.resolvedTo(20))
                .as("nothing is below the limit")
                .isEqualTo(new Durations(10, 50.0, 40.0, 41.0, 42.0, 43.0, 44.0, true, null));
    }
}
