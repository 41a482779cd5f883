package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LookTimesTest {
    private static final long MILLI = 1_000_000L;
    /** Where looks are dear. */
    private static final long RARE = 10 * LookTimes.LOOK;

    @Test
    void the_mean_is_a_second() {
        List<Long> times = times(1000);

        assertThat((times.get(999) - times.get(0)) / 999 / MILLI).isBetween(999L, 1001L);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1))
                    .isBetween(LookTimes.LOOK - LookTimes.SPREAD, LookTimes.LOOK + LookTimes.SPREAD);
        }
    }

    /** A wait of 200 ms, 200 ms apart, counts from 50 ms on: of three looks in a row one at least must see it so. */
    @Test
    void no_three_looks_in_a_row_see_one_phase_of_what_is_done_five_times_a_second() {
        List<Long> times = times(300);
        for (long shift = 0; shift < 200; shift++) {
            long offset = shift;
            for (int i = 0; i + 3 <= times.size(); i++) {
                assertThat(times.subList(i, i + 3).stream().map(t -> (t / MILLI + offset) % 200))
                        .as("looks from %s on", i)
                        .anyMatch(phase -> phase >= 50);
            }
        }
    }

    @Test
    void a_look_that_came_late_is_not_made_up_for() {
        LookTimes times = new LookTimes(0);
        times.looked(10 * LookTimes.LOOK, LookTimes.LOOK);

        assertThat(times.due(10 * LookTimes.LOOK - 1)).isFalse();
        assertThat(times.due(10 * LookTimes.LOOK + LookTimes.SPREAD)).isTrue();
        assertThat(LongStream.range(1, 4).filter(i -> {
                    boolean due = times.due(10 * LookTimes.LOOK + i * LookTimes.SPREAD);
                    times.looked(10 * LookTimes.LOOK + i * LookTimes.SPREAD, LookTimes.LOOK);
                    return due;
                }))
                .hasSize(1);
    }

    @Test
    void a_hurry_brings_four_looks_a_second_apart_where_looks_are_rare() {
        LookTimes times = new LookTimes(0);
        times.looked(0, RARE);
        long now = 2 * LookTimes.LOOK;
        assertThat(times.due(now)).isFalse();
        times.hurry(now);
        for (int i = 0; i < 4; i++) {
            assertThat(times.due(now)).as("look %s", i).isTrue();
            times.looked(now, RARE);
            times.hurry(now); // what has begun goes on
            now += LookTimes.LOOK + LookTimes.SPREAD;
        }
        assertThat(times.due(now)).isFalse();
        assertThat(times.due(now + RARE)).isTrue();
    }

    @Test
    void hurries_are_minutes_apart() {
        LookTimes times = new LookTimes(0);
        times.looked(0, RARE);
        times.hurry(0);
        long looks = 0;
        long end = 10 * LookTimes.HURRIES_APART;
        for (long now = 0; now < end; now += 100 * MILLI) {
            times.hurry(now);
            if (times.due(now)) {
                looks++;
                times.looked(now, RARE);
            }
        }
        assertThat(looks).isBetween(end / RARE, end / RARE + 10 * 5);
    }

    @Test
    void nothing_hurries_where_there_is_a_look_each_second() {
        LookTimes times = new LookTimes(0);
        times.looked(0, LookTimes.LOOK);
        times.hurry(1);
        assertThat(times.due(LookTimes.LOOK - 1)).isFalse();
        times.looked(LookTimes.LOOK + LookTimes.SPREAD, RARE);
        assertThat(times.due(3 * LookTimes.LOOK)).isFalse();
        times.hurry(3 * LookTimes.LOOK);
        assertThat(times.due(3 * LookTimes.LOOK)).as("and none was used up").isTrue();
    }

    /** To the millisecond, as a loop would look that samples that often. */
    private static List<Long> times(int looks) {
        LookTimes times = new LookTimes(0);
        List<Long> all = new ArrayList<>();
        for (long now = 0; all.size() < looks; now += MILLI) {
            if (times.due(now)) {
                all.add(now);
                times.looked(now, LookTimes.LOOK);
            }
        }
        return all;
    }
}
