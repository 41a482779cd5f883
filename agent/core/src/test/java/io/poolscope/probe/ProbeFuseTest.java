package io.poolscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeFuseTest {
    private final ProbeFuse fuse = new ProbeFuse();

    @Test
    void anErrorNowAndThenIsToldOnceAndNoReasonToLeave() {
        assertThat(fuse.look(0)).isNull();
        assertThat(fuse.look(1)).contains("internal error in probes", "kept from the application");
        for (int look = 2; look < 200; look++) {
            assertThat(fuse.look(look * 50L)).isNull();
        }
        assertThat(fuse.blown()).isFalse();
    }

    @Test
    void whatFailsAtEveryCallIsSwitchedOffAtOnce() {
        assertThat(fuse.look(10_000)).contains("10000 errors", "switched off");
        assertThat(fuse.blown()).isTrue();
        assertThat(fuse.look(20_000)).isNull();
    }

    @Test
    void whatKeepsFailingIsSwitchedOffAfterAWhile() {
        for (int look = 1; look < 10; look++) {
            fuse.look(look * 200L);
        }
        assertThat(fuse.blown()).isFalse();
        assertThat(fuse.look(2_000)).contains("switched off");
        assertThat(fuse.blown()).isTrue();
    }
}
