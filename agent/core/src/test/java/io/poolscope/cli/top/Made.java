package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.report.Samples;
import io.poolscope.snapshot.PoolSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models for tests of the screen. */
final class Made {
    static final Style COLORS = new Style(true, StandardCharsets.UTF_8);
    static final Style ASCII = new Style(false, StandardCharsets.US_ASCII);
    /** Han, kana, a mark that combines, an emoji. */
    static final String WIDE = "注文プール-e\u0301-😀";

    private Made() {}

    static Model model(Assessment assessment) {
        Model model = new Model(Samples.AT.plusMillis(400));
        model.take(look(assessment));
        return model;
    }

    static Look look(Assessment assessment) {
        return new Look(assessment, "{\n  \"a\": 1\n}\n");
    }

    /** A deadlocked pool, a healthy one. */
    static Model rich() {
        return model(Samples.rich());
    }

    /** Healthy pools {@code pool-00} and so on with 0, 1, 2... of 16 workers blocked. */
    static Assessment many(int count) {
        List<PoolSnapshot> pools = new ArrayList<>();
        Map<String, PoolVerdict> verdicts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            pools.add(Samples.pool("p" + i, String.format("pool-%02d", i))
                    .workers(16, i)
                    .build());
            verdicts.put("p" + i, new PoolVerdict(PoolVerdict.State.HEALTHY, null));
        }
        return Samples.assess(pools, List.of(), verdicts, List.of(), List.of());
    }

    static Assessment wide() {
        return Samples.assess(
                List.of(
                        Samples.pool("p1", WIDE).build(),
                        Samples.pool("p2", "plain").build()),
                List.of(Samples.site("p1", WIDE, 1, "price", 88, 10)),
                Map.of(),
                List.of(),
                List.of());
    }

    static List<String> lines(Model model, int width, int height) {
        return Render.frame(model, width, height, COLORS).text().lines().toList();
    }

    /** Names of the pools on the screen, from the top. */
    static List<String> names(Model model) {
        return model.rows().stream().map(PoolSnapshot::name).toList();
    }

    static void press(Model model, Object... keys) {
        Controls controls = new Controls(model, COLORS);
        for (Object key : keys) {
            if (key instanceof Key.Name name) {
                controls.press(Key.of(name), 100, 30);
            } else {
                key.toString().codePoints().forEach(c -> controls.press(Key.typed(c), 100, 30));
            }
        }
    }
}
