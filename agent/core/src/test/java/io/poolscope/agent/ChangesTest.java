package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a running poolscope takes, and what it says of the rest. */
class ChangesTest {
    private final OptionSources sources = new OptionSources(
            "log-repeat=30s,report=a.json",
            Map.of(),
            Map.of(),
            null,
            true,
            Rules.ids(),
            new Placeholders("4711", "20261120T140211Z", "web-1"));
    private final List<Options> applied = new ArrayList<>();
    private final Changes changes = new Changes(
            sources,
            Options.read(sources),
            options -> options.probes().plus().contains("nonsense") ? List.of("nonsense") : List.of(),
            (before, now) -> applied.add(now));

    private static Setting setting(Options options, String key) {
        return options.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGoodOneHoldsFromThenOn() {
        Changes.Outcome outcome = changes.set("sample-interval=50ms,rule.pool-starvation.oldest=2s", "control");

        assertThat(outcome.applied()).hasSize(2);
        assertThat(outcome.refused()).isEmpty();
        assertThat(setting(changes.options(), "sample-interval"))
                .isEqualTo(new Setting("sample-interval", "50ms", "control"));
        assertThat(setting(changes.options(), "log-repeat").source()).isEqualTo("agent arguments");
        assertThat(applied).containsExactly(changes.options());
    }

    @Test
    void aLongPathComesBackWhole() {
        String path = "/var/" + "deep/".repeat(60) + "report.json";

        assertThat(changes.set("report=" + path, "control").json()).contains('"' + path + '"');
    }

    @Test
    void aLaterChangeLeavesTheEarlierOnes() {
        changes.set("sample-interval=50ms", "control");
        changes.set("log-repeat=90s", "control");

        assertThat(setting(changes.options(), "sample-interval").value()).isEqualTo("50ms");
        assertThat(setting(changes.options(), "log-repeat").value()).isEqualTo("90s");
    }

    @Test
    void aBadOneChangesNothing() {
        Options before = changes.options();
        Changes.Outcome outcome = changes.set(
                "log-repeat=soon,bogus=1,window=30s,enabled=false,otlp=on,report=a.pdf,probes=on:+nonsense,"
                        + "rules=-nonsense,rule.pool-starvation.oldest=never,allow=nothing",
                "control");

        assertThat(outcome.applied()).isEmpty();
        assertThat(outcome.refused().values())
                .hasSize(10)
                .anyMatch(reason -> reason.contains("a duration such as"))
                .anyMatch(reason -> reason.contains("unknown option"))
                .anyMatch(reason -> reason.contains("is read at the start only: detach, and attach with it"))
                .anyMatch(reason -> reason.contains("use detach"))
                .anyMatch(reason -> reason.equals("not in this version"))
                .anyMatch(reason -> reason.contains("there is no probe nonsense"))
                .anyMatch(reason -> reason.contains("there is no rule nonsense"));
        assertThat(changes.options()).isSameAs(before);
        assertThat(applied).isEmpty();
    }

    @Test
    void theGoodOnesAmongBadOnesAreTaken() {
        Changes.Outcome outcome = changes.set("window=30s,log-repeat=90s", "control");

        assertThat(outcome.words())
                .isEqualTo("set log-repeat=90s; not window=30s: is read at the start only: detach, and attach with it");
        assertThat(outcome.json()).contains("\"applied\"", "\"refused\"", "\"reason\": \"is read at the start only");
    }
}
