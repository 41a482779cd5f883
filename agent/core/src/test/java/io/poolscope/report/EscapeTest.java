package io.poolscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapeTest {
    @Test
    void leavesPlainTextAlone() {
        assertThat(Escape.name("bestellungen-ä-訂單-😀-1")).isEqualTo("bestellungen-ä-訂單-😀-1");
    }

    @Test
    void spellsOutWhatWouldHarm() {
        assertThat(Escape.name("a\u001b[2J\n\t\u0085\u007f\u202e\u2028\u2066\ud800b"))
                .isEqualTo("a\\u001b[2J\\u000a\\u0009\\u0085\\u007f\\u202e\\u2028\\u2066\\ud800b");
    }

    @Test
    void neverGivesMoreThanTheBound() {
        assertThat(Escape.name("x".repeat(200))).hasSize(200).doesNotContain("…");
        assertThat(Escape.name("x".repeat(201))).hasSize(200).endsWith("x…");
        assertThat(Escape.name("\u001b".repeat(100)))
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("\\u001b…");
        assertThat(Escape.className("c".repeat(301))).hasSize(300);
        assertThat(Escape.cut("abcd😀", 5)).isEqualTo("abcd…");
        assertThat(Escape.cut("abc😀", 5)).isEqualTo("abc😀");
    }

    @Test
    void leavesNothingHarmfulInHostileText() {
        assertThat(Escape.line(Samples.HOSTILE).codePoints().filter(Escape::harmful))
                .isEmpty();
    }
}
