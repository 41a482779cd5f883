package io.poolscope.cli.top;

import static io.poolscope.cli.top.Made.press;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.Samples;
import org.junit.jupiter.api.Test;

class ControlsTest {
    private final Model model = Made.model(Made.many(70));

    private String chosen() {
        return java.util.Objects.requireNonNull(model.chosen()).name();
    }

    @Test
    void theChoiceMovesAndStopsAtTheEnds() {
        assertThat(chosen()).isEqualTo("pool-69");
        press(model, Key.Name.DOWN, "j");
        assertThat(chosen()).isEqualTo("pool-67");
        press(model, Key.Name.UP, "k", "k");
        assertThat(chosen()).isEqualTo("pool-69");
        press(model, Key.Name.END);
        assertThat(chosen()).isEqualTo("pool-00");
        press(model, "j");
        assertThat(chosen()).isEqualTo("pool-00");
        press(model, Key.Name.HOME);
        assertThat(chosen()).isEqualTo("pool-69");
        press(model, "G", "g");
        assertThat(chosen()).isEqualTo("pool-69");
    }

    @Test
    void aPageIsWhatTheScreenShows() {
        int page = Render.page(model, 100, 30, Made.COLORS);
        press(model, Key.Name.PAGE_DOWN);
        assertThat(chosen()).isEqualTo("pool-" + (69 - page));
        press(model, Key.Name.PAGE_DOWN, Key.Name.PAGE_UP);
        assertThat(chosen()).isEqualTo("pool-" + (69 - page));
    }

    @Test
    void theChoiceStaysWithThePool() {
        Model few = Made.rich();
        press(few, "j");
        assertThat(few.chosen()).extracting("name").isEqualTo("mails");
        press(few, "<", "<", "<", "<", "<", "<", "<", "<", "<", "<");

        assertThat(few.sort()).isEqualTo(Column.POOL);
        assertThat(Made.names(few)).containsExactly("mails", "orders");
        assertThat(few.chosen()).extracting("name").isEqualTo("mails");
        few.take(Made.look(Made.many(1)));
        assertThat(few.chosen()).extracting("name").isEqualTo("pool-00");
    }

    @Test
    void untilOneIsChosenItIsTheWorst() {
        Model few = Made.rich();
        few.take(Made.look(Made.many(3)));

        assertThat(few.chosen()).extracting("name").isEqualTo("pool-02");
    }

    @Test
    void columnsSort() {
        assertThat(model.sort()).isEqualTo(Column.VERDICT);
        press(model, ">");
        assertThat(model.sort()).isEqualTo(Column.VERDICT);
        press(model, "<".repeat(10));
        assertThat(model.sort()).isEqualTo(Column.POOL);
        assertThat(Made.names(model)).startsWith("pool-00", "pool-01");
        press(model, "<", ">", ">");
        assertThat(model.sort()).isEqualTo(Column.BUSY);
        assertThat(Made.names(model)).startsWith("pool-69", "pool-68").endsWith("pool-00");
    }

    @Test
    void everyColumnSortsWhatWasNotMeasuredLast() {
        Model few = Made.rich();
        for (Column column : Column.values()) {
            few.sortBy(-20);
            few.sortBy(column.ordinal());
            assertThat(Made.names(few)).as(column.name()).containsExactlyInAnyOrder("orders", "mails");
            if (column == Column.MAX) {
                assertThat(Made.names(few)).containsExactly("orders", "mails");
            }
        }
    }

    @Test
    void theFilterTakesPartsOfNames() {
        press(model, "/", "POOL-1", Key.Name.DOWN);
        assertThat(model.typing()).isTrue();
        assertThat(Made.names(model)).hasSize(10);
        assertThat(chosen()).isEqualTo("pool-18");
        press(model, Key.Name.BACKSPACE, "6", "qpr?", Key.Name.BACKSPACE, Key.Name.CLEAR, "-6", Key.Name.ENTER);
        assertThat(model.typing()).isFalse();
        assertThat(model.filter()).isEqualTo("-6");
        assertThat(Made.lines(model, 100, 30)).last().asString().startsWith("filter: -6");
        press(model, Key.Name.ESCAPE);
        assertThat(Made.names(model)).hasSize(70);
    }

    @Test
    void aFilterThatMatchesNothingSaysSo() {
        press(model, "/", "zz");

        assertThat(Made.lines(model, 100, 30)).contains("  no pool matches zz", "filter: zz_");
        press(model, Key.Name.ENTER, Key.Name.ENTER, "j");
        assertThat(model.page()).isEqualTo(Model.Page.POOLS);
        press(model, "/", Key.Name.ESCAPE);
        assertThat(model.filter()).isEmpty();
    }

    @Test
    void pauseKeepsTheLook() {
        press(model, "p");
        model.take(Made.look(Samples.rich()));
        assertThat(Made.names(model)).hasSize(70);
        assertThat(Made.lines(model, 100, 30).get(1)).contains("PAUSED");
        press(model, "p");
        assertThat(Made.names(model)).containsExactly("orders", "mails");
    }

    @Test
    void helpAndBack() {
        press(model, "?");
        assertThat(Made.lines(model, 80, 30)).contains("Keys", "Columns");
        press(model, "?");
        assertThat(model.page()).isEqualTo(Model.Page.POOLS);
        press(model, Key.Name.ENTER);
        assertThat(model.page()).isEqualTo(Model.Page.POOL);
        press(model, Key.Name.ESCAPE);
        assertThat(model.page()).isEqualTo(Model.Page.POOLS);
    }

    @Test
    void whatTheLoopHasToDo() {
        Controls controls = new Controls(model, Made.COLORS);
        assertThat(controls.press(Key.typed('q'), 80, 24)).isEqualTo(Controls.Todo.QUIT);
        assertThat(controls.press(Key.typed('r'), 80, 24)).isEqualTo(Controls.Todo.WRITE_REPORT);
        assertThat(controls.press(Key.of(Key.Name.REDRAW), 80, 24)).isEqualTo(Controls.Todo.DRAW_ALL);
        press(model, "/");
        assertThat(controls.press(Key.typed('q'), 80, 24)).isEqualTo(Controls.Todo.DRAW);
        assertThat(controls.press(Key.of(Key.Name.INTERRUPT), 80, 24)).isEqualTo(Controls.Todo.QUIT);
    }
}
