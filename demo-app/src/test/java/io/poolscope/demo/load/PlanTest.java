package io.poolscope.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    @Test
    void reads_a_rate() {
        assertThat(Plan.parse("--url=http://127.0.0.1:1/a?b=c", "--rate=0.5", "--seconds=1.5", "--drain=2"))
                .isEqualTo(new Plan(
                        URI.create("http://127.0.0.1:1/a?b=c"),
                        0.5,
                        0,
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(2)));
    }

    @Test
    void reads_requests_in_flight() {
        assertThat(Plan.parse("--url=http://127.0.0.1:1/", "--in-flight=4").inFlight())
                .isEqualTo(4);
    }

    @Test
    void requests_are_due_at_even_distances() {
        Plan plan = Plan.parse("--url=http://127.0.0.1:1/", "--rate=200");

        assertThat(plan.intendedNanos(0)).isZero();
        assertThat(plan.intendedNanos(1)).isEqualTo(5_000_000);
        assertThat(plan.intendedNanos(400)).isEqualTo(2_000_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate=1 | --url is missing",
                "--url=http://a/ | give either --rate or --in-flight, and more than 0",
                "--url=http://a/ --rate=1 --in-flight=1 | give either --rate or --in-flight, and more than 0",
                "--url=http://a/ --rate=fast | --rate is no number: fast",
                "--url=http://a/ --rate=1 --seconds=0 | --seconds must be more than 0",
                "--url=http://a/ --rate=1 --speed=2 | unknown: --speed",
                "--url=http://a/ rate=1 | not --key=value: rate=1",
            })
    void says_what_is_wrong(String args, String words) {
        assertThatThrownBy(() -> Plan.parse(args.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }
}
