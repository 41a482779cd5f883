package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final long MS = 1_000_000;
    private final Pauses pauses = new Pauses(20 * MS, 60);
    private long now;
    private long cpu;
    private long processCpu;
    private long collected;

    private long tick(long after, long ownCpu) {
        now += after * MS;
        cpu += ownCpu * MS;
        processCpu += ownCpu * MS;
        return pauses.tick(now, () -> cpu, () -> processCpu, () -> collected);
    }

    /** Past the time in which poolscope starts. */
    @BeforeEach
    void start() {
        for (int i = 0; i < 300; i++) {
            tick(20, 0);
        }
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

    @Test
    void lateBecauseTheProcessIsBusyIsNoStop() {
        processCpu += 600 * MS;
        assertThat(tick(1020, 0)).as("the others ran, the sample stands for it").isEqualTo(1020 * MS);
        assertThat(pauses.look()).isZero();
        processCpu += 30 * MS;
        tick(1020, 0);
        assertThat(pauses.look()).isEqualTo(1000 * MS);
    }

    @Test
    void whatCollectorsCountIsAStopHoweverShortAndHoweverBusy() {
        collected += 40 * MS;
        processCpu += 80 * MS;
        assertThat(tick(60, 0)).isEqualTo(60 * MS);
        assertThat(pauses.longest()).isEqualTo(40 * MS);
        collected += 900 * MS;
        processCpu += 1800 * MS;
        assertThat(tick(1000, 0)).isEqualTo(100 * MS);
        assertThat(pauses.longest()).isEqualTo(900 * MS);
    }

    @Test
    void lateWhilePoolscopeStartsIsNoStop() {
        Pauses starting = new Pauses(20 * MS, 60);
        starting.tick(0, () -> 0, () -> 0, () -> 0);
        starting.tick(1000 * MS, () -> 0, () -> 0, () -> 0);
        assertThat(starting.look()).isZero();
        starting.tick(1020 * MS, () -> 0, () -> 0, () -> 30 * MS);
        assertThat(starting.look()).as("a collection is one").isEqualTo(20 * MS);
    }

    @Test
    void withoutTheTimeOfTheProcessALateTickIsAStop() {
        now += 1020 * MS;
        pauses.tick(now, () -> cpu, () -> -1, () -> collected);
        assertThat(pauses.look()).isEqualTo(1000 * MS);
    }

    @Test
    void aCollectionThatMakesNoTickLateIsFoundWithinHalfASecond() {
        collected += 3 * MS;
        for (int i = 0; i < 25; i++) {
            tick(20, 0);
        }
        assertThat(pauses.look()).isEqualTo(3 * MS);
        assertThat(pauses.longest()).isEqualTo(3 * MS);
    }

    @Test
    void theClocksAreReadTwiceASecondWhileNoTickIsLate() {
        int[] reads = {0};
        for (int i = 0; i < 100; i++) {
            now += 20 * MS;
            pauses.tick(now, () -> reads[0]++, () -> reads[0]++, () -> reads[0]++);
        }
        assertThat(reads[0]).isEqualTo(4 * 3);
    }
}
