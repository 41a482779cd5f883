package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.CodeLocation;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void durations() {
        assertThat(List.of(
                        0.2,
                        340.0,
                        999.4,
                        1000.0,
                        47_900.0,
                        48_000.0,
                        59_960.0,
                        125_000.0,
                        3_600_000.0,
                        11_400_000.0,
                        93_600_000.0))
                .extracting(Words::duration)
                .containsExactly(
                        "under 1 ms",
                        "340 ms",
                        "999 ms",
                        "1 s",
                        "47.9 s",
                        "48 s",
                        "1 min",
                        "2 min 5 s",
                        "1 h",
                        "3 h 10 min",
                        "1 d 2 h");
    }

    @Test
    void numbersAndCounts() {
        assertThat(List.of(16.0, 1.5, 0.02, 0.0, 133.33, 4.8))
                .extracting(Words::number)
                .containsExactly("16", "1.5", "0.02", "0", "133", "4.8");
        assertThat(Words.count(1, "task")).isEqualTo("1 task");
        assertThat(Words.all(2, "worker")).isEqualTo("both workers");
        assertThat(Words.of(3, 4, "worker")).isEqualTo("3 of 4 workers");
        assertThat(Words.percent(0.004)).isEqualTo("under 1 %");
    }

    @Test
    void names() {
        assertThat(Words.simple("com.acme.PriceService$$Lambda$14/0x00000008")).isEqualTo("a lambda of PriceService");
        assertThat(Words.call("java.util.concurrent.CompletableFuture.join")).isEqualTo("CompletableFuture.join");
        assertThat(Words.place(new CodeLocation("com.acme.A$B", "run", "A.java", 3)))
                .isEqualTo("A$B.run(A.java:3)");
        assertThat(Words.place(new CodeLocation("com.acme.A", "run", null, 0))).isEqualTo("A.run(Unknown Source)");
        assertThat(Words.list(List.of("a", "b", "c"), 5, 3)).isEqualTo("a, b and c");
        assertThat(Words.list(List.of("a", "b"), 5, 9)).isEqualTo("a, b and 7 more");
        assertThat(Words.nearest("slow-cue", Rules.ids())).isEqualTo("slow-queue");
    }

    @Test
    void findingKeysOutliveDigitsLinesAndTheOrderOfLambdas() {
        CodeLocation one = new CodeLocation("com.acme.A", "lambda$load$0", "A.java", 3);
        CodeLocation two = new CodeLocation("com.acme.A", "lambda$load$7", "A.java", 9);
        assertThat(FindingKey.of("slow-queue", "pool-1", one)).isEqualTo(FindingKey.of("slow-queue", "pool-22", two));
        assertThat(FindingKey.of("slow-queue", "pool-1", one))
                .isNotEqualTo(FindingKey.of("slow-queue", "pools-1", one));
        assertThat(FindingKey.site(new CodeLocation("com.acme.A$$Lambda$14/0x0000", "run", null, 0)))
                .isEqualTo("com.acme.A#run");
    }

    @Test
    void aPlaceInALambdaIsTheMethodAroundIt() {
        assertThat(Words.place(new CodeLocation("com.acme.Nested", "lambda$submit$0", "Nested.java", 17)))
                .isEqualTo("Nested.submit(Nested.java:17)");
    }
}
