package io.poolscope.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedTest {
    private static final Finding ORDERS = LookTest.finding("a", Severity.CRITICAL, 1);
    private static final String FITS = "pool-starvation:orders:*:reason=known";
    private static final String ENDED = "pool-starvation:ord*:*:until=2020-01-31";
    private static final String OTHER = "pool-starvation:other:*";

    private final Accepted accepted = new Accepted();

    @Test
    void anEntryThatFitsAcceptsForThoseWhoGaveIt() {
        accepted.know(List.of(FITS, OTHER));

        assertThat(accepted.accepts(ORDERS, List.of(FITS, OTHER))).isTrue();
        assertThat(accepted.accepts(ORDERS, List.of(OTHER))).isFalse();
        assertThat(accepted.notes()).containsExactly("allow=" + OTHER + ": matched nothing");
    }

    @Test
    void anEntryPastItsDateAcceptsNothingAndIsTold() {
        accepted.know(List.of(ENDED));

        assertThat(accepted.accepts(ORDERS, List.of(ENDED))).isFalse();
        assertThat(accepted.expired(List.of(ENDED))).singleElement().asString().contains("ended on 2020-01-31");
        assertThat(accepted.notes()).isEqualTo(accepted.expired(List.of(ENDED)));
    }

    @Test
    void hitsAreCountedOverAllTests() {
        accepted.know(List.of(FITS));
        boolean unused = accepted.accepts(ORDERS, List.of(FITS));
        accepted.know(List.of(FITS));

        assertThat(accepted.notes()).isEmpty();
    }

    @Test
    void anEntryThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> accepted.know(List.of("starvation is fine")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("starvation is fine");
    }
}
