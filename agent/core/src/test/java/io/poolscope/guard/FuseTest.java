package io.poolscope.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuseTest {
    private final List<String> told = new ArrayList<>();
    private long now;
    private final Fuse fuse = new Fuse("sampler", told::add, () -> now);

    private static void fail() {
        throw new StackOverflowError();
    }

    @Test
    void should_keep_a_failure_inside_and_tell_the_first() {
        assertThat(fuse.run(FuseTest::fail)).isFalse();
        assertThat(fuse.run(FuseTest::fail)).isFalse();
        assertThat(fuse.failures()).isEqualTo(2);
        assertThat(told).singleElement().asString().contains("sampler", "StackOverflowError", "not affected");
    }

    @Test
    void should_switch_off_what_keeps_failing_and_say_so() {
        for (int i = 0; i < 10; i++) {
            now += 1_000_000_000L;
            fuse.run(FuseTest::fail);
        }
        assertThat(fuse.blown()).isTrue();
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).contains("switched off");
        assertThat(fuse.run(() -> {})).isFalse();
    }

    @Test
    void should_not_switch_off_for_a_bad_moment() {
        for (int i = 0; i < 200; i++) {
            now += 20_000_000L;
            fuse.run(FuseTest::fail);
        }
        assertThat(fuse.blown())
                .as("four seconds, in which the host had no memory")
                .isFalse();
        now += 20_000_000L;
        assertThat(fuse.run(() -> {})).isTrue();
        for (int i = 0; i < 9; i++) {
            now += 1_000_000_000L;
            fuse.run(FuseTest::fail);
        }
        assertThat(fuse.blown()).isFalse();
        fuse.run(FuseTest::fail);
        assertThat(fuse.blown()).isTrue();
    }

    @Test
    void should_forgive_failures_that_are_not_in_a_row() {
        for (int i = 0; i < 50; i++) {
            now += 1_000_000_000L;
            fuse.run(FuseTest::fail);
            fuse.run(() -> {});
        }
        assertThat(fuse.blown()).isFalse();
    }

    @Test
    void should_survive_a_broken_log() {
        Fuse mute = new Fuse(
                "log",
                text -> {
                    throw new IllegalStateException();
                },
                () -> now);
        assertThat(mute.run(FuseTest::fail)).isFalse();
        assertThat(mute.failures()).isPositive();
    }
}
