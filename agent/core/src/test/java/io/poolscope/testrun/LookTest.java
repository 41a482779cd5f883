package io.poolscope.testrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a test is blamed for, and what not. */
class LookTest {
    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

    static Finding finding(String id, Severity severity, long count) {
        return new Finding(
                id,
                "pool-starvation",
                severity,
                "orders",
                "orders-1",
                null,
                "title",
                List.of(),
                "",
                "fix",
                false,
                Map.of(),
                List.of(),
                null,
                List.of(),
                AT,
                false,
                AT,
                count,
                true,
                null);
    }

    private static Look look(long number, Finding... findings) {
        return new Look(number, AT, 0, List.of(findings));
    }

    private static boolean fired(Finding before, Finding now, int looks) {
        return look(10 + looks, now).firedSince(look(10, before), now);
    }

    @Test
    void whatIsNewHasFired() {
        Finding now = finding("a", Severity.WARNING, 1);

        assertThat(look(11, now).firedSince(look(10, finding("b", Severity.WARNING, 1)), now))
                .isTrue();
    }

    @Test
    void whatHasHeldAtEveryLookIsNotTheTestsDoing() {
        assertThat(fired(finding("a", Severity.WARNING, 3), finding("a", Severity.WARNING, 8), 5))
                .isFalse();
    }

    @Test
    void whatWasOverAndDidNotComeAgainIsNotEither() {
        assertThat(fired(finding("a", Severity.WARNING, 3), finding("a", Severity.WARNING, 3), 5))
                .isFalse();
    }

    @Test
    void whatWasGoneAtOneLookAndCameAgainHasFired() {
        assertThat(fired(finding("a", Severity.WARNING, 3), finding("a", Severity.WARNING, 7), 5))
                .isTrue();
    }

    @Test
    void whatBecameGraverHasFired() {
        assertThat(fired(finding("a", Severity.WARNING, 3), finding("a", Severity.CRITICAL, 8), 5))
                .isTrue();
    }
}
