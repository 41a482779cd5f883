package io.poolscope.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyReaderTest {

    /** A gap in the text is a pause of the person. */
    private static List<Object> keys(String typed) throws IOException {
        int[] next = {0};
        KeyReader reader = new KeyReader(limit -> {
            if (next[0] == typed.length()) {
                return limit == 0 ? -1 : KeyReader.Source.EXPIRED;
            }
            char c = typed.charAt(next[0]);
            if (c == '|' && limit > 0) {
                return KeyReader.Source.EXPIRED;
            }
            next[0]++;
            return c == '|' ? typed.charAt(next[0]++) : c;
        });
        List<Object> read = new ArrayList<>();
        for (Key key = reader.read(); key != null; key = reader.read()) {
            read.add(key.name() == Key.Name.TYPED ? Character.toString(key.typed()) : key.name());
        }
        return read;
    }

    @Test
    void arrowsOfEveryTerminal() throws IOException {
        assertThat(keys("\033[A\033OB\033[1;5C\033[D"))
                .containsExactly(Key.Name.UP, Key.Name.DOWN, Key.Name.RIGHT, Key.Name.LEFT);
        assertThat(keys("\033[5~\033[6~\033[H\033OF\033[1~\033[4~\033[7~\033[8~"))
                .containsExactly(
                        Key.Name.PAGE_UP,
                        Key.Name.PAGE_DOWN,
                        Key.Name.HOME,
                        Key.Name.END,
                        Key.Name.HOME,
                        Key.Name.END,
                        Key.Name.HOME,
                        Key.Name.END);
    }

    @Test
    void escapeAloneIsEscape() throws IOException {
        assertThat(keys("\033|q")).containsExactly(Key.Name.ESCAPE, "q");
        assertThat(keys("\033")).containsExactly(Key.Name.ESCAPE);
    }

    @Test
    void whatIsUnknownIsNoOtherKey() throws IOException {
        assertThat(keys("\033[15~\033q\033[<0;10;10Mj"))
                .containsExactly(Key.Name.OTHER, Key.Name.OTHER, Key.Name.OTHER, "j");
    }

    @Test
    void charactersAndControls() throws IOException {
        assertThat(keys("a\r\n\u007f\b\003\f\025\001é😀"))
                .containsExactly(
                        "a",
                        Key.Name.ENTER,
                        Key.Name.ENTER,
                        Key.Name.BACKSPACE,
                        Key.Name.BACKSPACE,
                        Key.Name.INTERRUPT,
                        Key.Name.REDRAW,
                        Key.Name.CLEAR,
                        Key.Name.OTHER,
                        "é",
                        "😀");
    }
}
