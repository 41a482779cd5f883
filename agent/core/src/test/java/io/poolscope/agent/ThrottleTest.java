package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long MS = 1_000_000L;

    /** Runs for a while with given costs; returns the share of a core that was used in the last minute. */
    private static double shareAfter(Throttle throttle, long sampleCpu, long lookCpu, int seconds, boolean blocked) {
        long now = 0;
        long lastLook = 0;
        long used = 0;
        long end = seconds * 1000 * MS;
        long from = end - 60_000 * MS;
        while (now < end) {
            long step = throttle.interval(blocked);
            now += step;
            long other = 0;
            if (now - lastLook >= throttle.lookInterval()) {
                other = lookCpu;
                lastLook = now;
            }
            throttle.used(1, sampleCpu, other, step);
            if (now > from) {
                used += sampleCpu + other;
            }
        }
        return used / (60_000.0 * MS);
    }

    @Test
    void should_not_slow_down_what_is_cheap() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        shareAfter(throttle, 20_000, 500_000, 300, false);
        assertThat(throttle.interval(false)).isEqualTo(20 * MS);
    }

    @Test
    void should_stay_under_the_limit_by_sampling_less() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        assertThat(shareAfter(throttle, 400_000, 500_000, 600, false)).isLessThanOrEqualTo(0.0055);
        assertThat(throttle.slowed(false) || throttle.interval(false) == 20 * MS)
                .isTrue();
    }

    @Test
    void should_spend_the_credit_of_the_start_before_it_slows_down() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        throttle.used(1, 0, 900 * MS, 100 * MS);
        assertThat(throttle.slowed(false)).isFalse();
        throttle.used(1, 0, 200 * MS, 100 * MS);
        assertThat(throttle.slowed(false)).isTrue();
    }

    @Test
    void should_keep_five_samples_a_second_while_workers_are_blocked() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        for (int i = 0; i < 100; i++) {
            throttle.used(1, 50 * MS, 0, 20 * MS);
        }
        assertThat(throttle.interval(true)).isEqualTo(Throttle.SLOWEST_WHILE_BLOCKED);
        assertThat(throttle.interval(false)).isEqualTo(Throttle.SLOWEST);
    }

    @Test
    void should_come_back_to_the_set_interval_when_the_load_is_gone() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        shareAfter(throttle, 2_000_000, 0, 120, false);
        shareAfter(throttle, 10_000, 0, 120, false);
        assertThat(throttle.interval(false)).isEqualTo(20 * MS);
    }

    @Test
    void should_stay_below_the_limit_and_not_just_around_it() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        assertThat(shareAfter(throttle, 200_000, 1_500_000, 600, true)).isLessThan(0.0048);
        assertThat(shareAfter(new Throttle(20 * MS, 0.005), 200_000, 1_500_000, 600, true))
                .as("and uses what it may")
                .isGreaterThan(0.004);
    }

    @Test
    void should_look_less_often_where_looks_alone_would_cost_too_much() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        assertThat(throttle.lookInterval()).isEqualTo(LookTimes.LOOK);
        assertThat(shareAfter(throttle, 100_000, 9 * MS, 600, true)).isLessThan(0.0055);
        assertThat(shareAfter(throttle, 10_000, 0, 300, true)).isLessThan(0.005);
        assertThat(throttle.lookInterval()).as("when the load is gone").isEqualTo(LookTimes.LOOK);
    }

    @Test
    void should_look_every_twelve_seconds_whatever_a_look_costs() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        for (int second = 0; second < 100; second++) {
            throttle.used(1, 0, 500 * MS, 1_000 * MS);
        }
        assertThat(throttle.lookInterval()).isEqualTo(Throttle.SLOWEST_LOOK);
    }

    /** The most that was used in any minute from the third on, as a share of a core. */
    private static double worstMinute(Throttle throttle, long sampleCpu, long sparingCpu, long lookCpu, int seconds) {
        double[] used = new double[seconds];
        long now = 0;
        long nextLook = 0;
        long accounted = 0;
        int samples = 0;
        long cpu = 0;
        long others = 0;
        while (now < seconds * 1000 * MS) {
            int second = (int) (now / (1000 * MS));
            long cost = throttle.sparing(true) ? sparingCpu : sampleCpu;
            used[second] += cost;
            cpu += cost;
            samples++;
            if (now >= nextLook) {
                throttle.used(samples, cpu, others, now - accounted);
                accounted = now;
                samples = 0;
                cpu = 0;
                others = lookCpu;
                used[second] += lookCpu;
                nextLook = now + throttle.lookInterval();
            }
            now += throttle.interval(true);
        }
        double worst = 0;
        for (int from = 120; from + 60 <= seconds; from++) {
            worst = Math.max(worst, Arrays.stream(used, from, from + 60).sum() / (60_000 * MS));
        }
        return worst;
    }

    @Test
    void should_have_each_sample_read_less_where_five_a_second_alone_cost_too_much() {
        assertThat(worstMinute(new Throttle(20 * MS, 0.005), 2 * MS, MS / 3, 15 * MS, 900))
                .isLessThanOrEqualTo(0.005);
    }

    @Test
    void should_read_all_in_each_sample_where_five_a_second_can_be_afforded() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        shareAfter(throttle, 200_000, 500_000, 300, true);
        assertThat(throttle.sparing(true)).isFalse();
        shareAfter(throttle, 4 * MS, 500_000, 90, true);
        assertThat(throttle.sparing(false)).as("one a second can be afforded").isFalse();
        assertThat(throttle.sparing(true)).isTrue();
        shareAfter(throttle, 20_000, 500_000, 300, true);
        assertThat(throttle.sparing(true)).as("when the load is gone").isFalse();
    }

    @Test
    void should_go_back_to_what_is_set_only_with_room_for_a_second_of_it() {
        assertThat(worstMinute(new Throttle(20 * MS, 0.005), MS, MS / 10, 10 * MS, 900))
                .isLessThanOrEqualTo(0.005);
    }

    @Test
    void should_not_save_up_the_credit_of_the_start_again() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        throttle.used(1, 0, 900 * MS, 100 * MS);
        throttle.used(1, 0, 0, 1_000_000 * MS);
        throttle.used(1, 0, 350 * MS, MS);
        assertThat(throttle.slowed(false)).as("a minute's share is 300 ms").isTrue();
    }

    @Test
    void should_grant_the_credit_of_the_start_for_the_first_minute_only() {
        Throttle throttle = new Throttle(20 * MS, 0.005);
        for (int second = 0; second < 59; second++) {
            throttle.used(1, 0, 0, 1_000 * MS);
        }
        throttle.used(1, 0, 500 * MS, 500 * MS);
        assertThat(throttle.slowed(false)).as("within the first minute").isFalse();
        throttle.used(1, 0, 0, 1_000 * MS);
        throttle.used(1, 0, 350 * MS, MS);
        assertThat(throttle.slowed(false)).as("a minute's share is 300 ms").isTrue();
    }
}
