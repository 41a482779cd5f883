package io.poolscope.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.Samples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PainterTest {
    private final Painter painter = new Painter(true);
    private final Model model = Made.rich();

    private String paint(int width, int height) {
        return painter.paint(Render.frame(model, width, height, Made.COLORS));
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() {
        assertThat(paint(80, 24)).contains("orders").contains("mails");
        assertThat(paint(80, 24)).isEmpty();
        model.at(Samples.AT.plusSeconds(5));
        assertThat(paint(80, 24)).startsWith("\u001b[2;1Hsample 5.0s old").doesNotContain("orders");
    }

    @Test
    void aScreenOfAnotherSizeIsDrawnWhole() {
        paint(80, 24);

        assertThat(paint(79, 24)).contains("orders").contains("\u001b[1;1H").contains("\u001b[24;1H");
    }

    @Test
    void afterForgettingAllIsSentAgain() {
        String first = paint(80, 24);
        painter.forget();

        assertThat(paint(80, 24)).isEqualTo(first);
    }

    @Test
    void aRowLosesWhatStoodThereBeforeButNotItsOwnLastColumn() {
        String all = paint(80, 24);

        assertThat(all).contains("> orders").doesNotContain("\n");
        // The row of the chosen pool is full: nothing is erased behind it.
        assertThat(all.substring(all.indexOf("> orders"), all.indexOf("\u001b[", all.indexOf("> orders")) + 12))
                .doesNotContain("\u001b[K");
        assertThat(all).contains("mails").contains("\u001b[K");
    }

    @Test
    void nothingOfTheApplicationReachesTheTerminalUnescaped() {
        Model hostile = Made.model(Samples.hostile());
        for (Model.Page page : Model.Page.values()) {
            hostile.open(page);
            String sent = new Painter(true).paint(Render.frame(hostile, 200, 50, Made.COLORS));
            assertThat(sent.replaceAll("\u001b\\[[0-9;]*[mHK]", "")).doesNotContainPattern("[\\p{Cc}\\u202e\\u2028]");
            assertThat(sent).doesNotContain("\u001b[31m\r");
        }
    }

    @Test
    void withoutColoursThereAreNone() {
        Style plain = new Style(false, StandardCharsets.UTF_8);
        String sent = new Painter(false).paint(Render.frame(model, 80, 24, plain));

        assertThat(sent)
                .doesNotContainPattern("\u001b\\[[0-9;]*3[0-9][;m]")
                .doesNotContainPattern("\u001b\\[[0-9;]*4[0-9]m");
    }
}
