package io.poolscope.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void columnsAreNotChars() {
        assertThat(Text.width("orders")).isEqualTo(6);
        assertThat(Text.width("注文")).isEqualTo(4);
        assertThat(Text.width("e\u0301")).isEqualTo(1);
        assertThat(Text.width("😀")).isEqualTo(2);
    }

    @Test
    void aCutLeavesNoHalfCharacter() {
        assertThat(Text.cut("注文プール", 5, "…")).isEqualTo("注文…");
        assertThat(Text.cut("注文プール", 4, "…")).isEqualTo("注…");
        assertThat(Text.cut("e\u0301e\u0301e\u0301", 2, "~")).isEqualTo("e\u0301~");
        assertThat(Text.cut("abc", 3, "…")).isEqualTo("abc");
        assertThat(Text.cut("abc", 0, "…")).isEmpty();
    }

    @Test
    void longLinesBreakAtBlanks() {
        assertThat(Text.wrap("  one two three four", 11)).isEqualTo(List.of("  one two", "    three", "    four"));
        assertThat(Text.wrap("abcdefgh", 4)).isEqualTo(List.of("abcd", "  ef", "  gh"));
        assertThat(Text.wrap("", 4)).isEqualTo(List.of(""));
        assertThat(Text.wrap("注文", 1)).isEqualTo(List.of("注", "文"));
    }

    @Test
    void figuresAreShort() {
        assertThat(List.of(
                        Figures.time(0.0),
                        Figures.time(0.44),
                        Figures.time(12.4),
                        Figures.time(47_900.0),
                        Figures.time(725_000.0),
                        Figures.time(11_100_000.0),
                        Figures.time(200_000_000.0),
                        Figures.time(null),
                        Figures.time(Double.NaN)))
                .containsExactly("0ms", "0.4ms", "12ms", "47.9s", "12m05s", "3h05m", "2d07h", "-", "-");
        assertThat(List.of(Figures.count(99_999), Figures.count(123_456), Figures.count(12_345_678)))
                .containsExactly("99999", "123k", "12.3M");
    }
}
