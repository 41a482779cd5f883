package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PausesTest {
    private static final long MS = 1_000_000;
    private final Pauses pauses = new Pauses(20 * MS, 60);
    private long now;
    private long cpu;

    private long tick(long after, long ownCpu) {
        now += after * MS;
        cpu += ownCpu * MS;
        return pauses.tick(now, cpu);
    }

    @Test
    void aLateTickWithoutOwnWorkIsAStop() {
        tick(0, 0);
        tick(20, 0);
        assertThat(tick(1020, 0)).as("the sample stands for one interval").isEqualTo(20 * MS);
        assertThat(pauses.longest()).isEqualTo(1000 * MS);
        assertThat(pauses.look()).isEqualTo(1000 * MS);
        assertThat(pauses.look()).isZero();
    }

    @Test
    void ownWorkIsNone() {
        tick(0, 0);
        assertThat(tick(1020, 1000)).isEqualTo(1020 * MS);
        assertThat(pauses.look()).isZero();
    }

    @Test
    void neitherIsSamplingThatWasSlowedDown() {
        tick(0, 0);
        for (int i = 0; i < 10; i++) {
            tick(200, 0);
        }
        tick(400, 0);
        assertThat(pauses.look()).isZero();
    }

    @Test
    void theLongestLeavesWithTheWindow() {
        tick(0, 0);
        tick(2020, 0);
        for (int i = 0; i < 60; i++) {
            assertThat(pauses.longest()).isEqualTo(2000 * MS);
            pauses.roll();
        }
        assertThat(pauses.longest()).isZero();
    }
}
