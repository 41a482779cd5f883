package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.CodeLocation;
import org.junit.jupiter.api.Test;

class SubmissionsTest {
    private final Submissions submissions = new Submissions();

    private static CodeLocation line(int line) {
        return new CodeLocation("com.acme.Orders", "submit", "Orders.java", line);
    }

    @Test
    void theLastPlaceIsKnownAndIsWantedAgainInTheNextSecond() {
        assertThat(submissions.seenIn("com.acme.Job", 7)).isFalse();
        submissions.seen("com.acme.Job", line(1), 7);
        assertThat(submissions.seenIn("com.acme.Job", 7)).isTrue();
        assertThat(submissions.seenIn("com.acme.Job", 8)).isFalse();
        assertThat(submissions.seenIn("com.acme.Other", 7)).isFalse();
        submissions.seen("com.acme.Job", line(2), 8);
        assertThat(submissions.of("com.acme.Job")).isEqualTo(line(2));
        assertThat(submissions.of("com.acme.Other")).isNull();
        assertThat(submissions.of(null)).isNull();
    }
}
