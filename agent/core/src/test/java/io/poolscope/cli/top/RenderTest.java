package io.poolscope.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Severity;
import io.poolscope.report.Escape;
import io.poolscope.report.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderTest {
    private static final List<Assessment> ALL =
            List.of(Samples.rich(), Samples.hostile(), Samples.empty(), Made.many(70), Made.wide());

    @Test
    void everyFrameFitsItsScreen() {
        for (Assessment assessment : ALL) {
            for (Style style : List.of(Made.COLORS, Made.ASCII)) {
                Model model = Made.model(assessment);
                for (Model.Page page : Model.Page.values()) {
                    model.open(page);
                    for (int width : new int[] {1, 2, 3, 7, 10, 23, 40, 80, 133, 300}) {
                        for (int height : new int[] {1, 2, 3, 4, 5, 6, 8, 13, 14, 24, 50}) {
                            fits(Render.frame(model, width, height, style));
                        }
                    }
                }
            }
        }
    }

    private static void fits(Frame frame) {
        assertThat(frame.lines()).hasSizeBetween(1, frame.height());
        for (Line line : frame.lines()) {
            assertThat(Text.width(line.text())).as(line.text()).isLessThanOrEqualTo(frame.width());
            assertThat(line.text().codePoints().anyMatch(Escape::harmful))
                    .as(line.text())
                    .isFalse();
        }
    }

    @Test
    void theChosenPoolIsSeenOnEveryScreen() {
        Model model = Made.model(Made.many(70));
        for (int moves = 0; moves < 70; moves += 23) {
            for (int height = 1; height < 60; height++) {
                for (boolean typing : new boolean[] {false, true}) {
                    model.typing(typing);
                    String name = Made.names(model).get(model.index(model.rows()));
                    assertThat(Made.lines(model, 60, height))
                            .as("height %d, typing %s", height, typing)
                            .filteredOn(line -> line.startsWith("> "))
                            .singleElement()
                            .asString()
                            .startsWith("> " + name);
                }
            }
            model.move(23);
        }
    }

    @Test
    void itSaysWhichJvmAndWhatIsTheMatter() {
        List<String> lines = Made.lines(Made.rich(), 100, 30);

        assertThat(lines.get(0)).isEqualTo("pid 4711  com.acme.Main  up 62m59s  Java 17.0.15  Debian, 2 CPUs");
        assertThat(lines.get(1))
                .isEqualTo("sample under 1s old  own cost 0.02 % of a core  samples every 20ms  window 60.0s");
        assertThat(lines.get(2))
                .isEqualTo(
                        "CRITICAL pool-deadlock (proved): all 16 workers of orders wait for tasks that are queued behind");
        assertThat(lines.get(3)).isEqualTo("  them; open for 48 s");
    }

    @Test
    void theTableHasItsColumnsInOrderAndTheWorstPoolFirst() {
        List<String> lines = Made.lines(Made.rich(), 120, 30);

        assertThat(lines.get(3).strip().split(" +"))
                .containsExactly(
                        "POOL",
                        "TYPE",
                        "BUSY",
                        "MAX",
                        "BLOCKED",
                        "QUEUE",
                        "OLDEST",
                        "WAIT-P99",
                        "RUN-P99",
                        "REJ/S",
                        "VERDICT");
        assertThat(lines.get(4))
                .isEqualTo(
                        "> orders thread-pool   16  16      16   212  47.9s     50ms       -     0 deadlocked, blocked"
                                + " ".repeat(27));
        assertThat(lines.get(5)).startsWith("  mails  thread-pool   16   -      16   212  47.9s     50ms");
    }

    @Test
    void aNarrowScreenKeepsWhatMatters() {
        assertThat(heading(57)).containsExactly("POOL", "BUSY", "MAX", "BLOCKED", "QUEUE", "OLDEST", "VERDICT");
        assertThat(heading(40)).containsExactly("POOL", "BUSY", "BLOCKED", "QUEUE", "VERDICT");
        assertThat(heading(10)).containsExactly("POOL");
    }

    private static String[] heading(int width) {
        return Made.lines(Made.rich(), width, 30).stream()
                .filter(line -> line.contains("POOL"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" +");
    }

    @Test
    void theSitesOfTheChosenPoolHaveTheirShare() {
        Model model = Made.rich();

        assertThat(Made.lines(model, 140, 30))
                .anySatisfy(
                        line -> assertThat(line)
                                .isEqualTo(
                                        " 75 %    16    48.0s  future at"
                                                + " com.acme.orders.PriceService.price(PriceService.java:88), for TaxLookup queued in orders"));
        model.move(1);
        assertThat(Made.lines(model, 140, 30)).contains("No task of mails was seen waiting");
    }

    @Test
    void enterShowsChainFixAndStack() {
        Model model = Made.rich();
        Made.press(model, Key.Name.ENTER);

        assertThat(Made.lines(model, 120, 60))
                .containsSubsequence(
                        "Chain",
                        "  1. orders-1 waits for TaxLookup",
                        "  2. TaxLookup is queued in orders",
                        "Fix",
                        "  run TaxLookup on another executor, or compose with thenCombine instead of join",
                        "Stack",
                        "  at com.acme.orders.PriceService.price(PriceService.java:88)",
                        "What could not be seen",
                        "  not judged: tiny-tasks, no probes");
    }

    @Test
    void aLongPageScrollsToItsEnd() {
        Model model = Made.rich();
        Controls controls = new Controls(model, Made.COLORS);
        controls.press(Key.of(Key.Name.ENTER), 60, 10);
        controls.press(Key.of(Key.Name.END), 60, 10);

        assertThat(Made.lines(model, 60, 10)).contains("  lost: stacks 3");
        controls.press(Key.of(Key.Name.UP), 60, 10);
        assertThat(Made.lines(model, 60, 10)).doesNotContain("  lost: stacks 3");
        controls.press(Key.of(Key.Name.HOME), 60, 10);
        assertThat(Made.lines(model, 60, 10)).contains("java.util.concurrent.ThreadPoolExecutor");
    }

    @Test
    void namesOfAnyScriptStayInTheirColumn() {
        for (Style style : List.of(Made.COLORS, Made.ASCII)) {
            List<String> rows = Render.frame(Made.model(Made.wide()), 120, 30, style)
                    .text()
                    .lines()
                    .toList();
            int before = column(rows, "plain");
            assertThat(column(rows, style == Made.COLORS ? "注文" : "\\u6ce8"))
                    .as("column of BUSY")
                    .isEqualTo(before);
        }
    }

    private static int column(List<String> rows, String name) {
        String row = rows.stream()
                .filter(line -> line.contains(name) && line.contains("thread-pool"))
                .findFirst()
                .orElseThrow();
        return Text.width(row.substring(0, row.indexOf("thread-pool")));
    }

    @Test
    void anAsciiTerminalGetsAsciiAlone() {
        for (Assessment assessment : ALL) {
            Model model = Made.model(assessment);
            for (Model.Page page : Model.Page.values()) {
                model.open(page);
                assertThat(Render.frame(model, 44, 30, Made.ASCII).text()).matches("[\\x20-\\x7e\\n]*");
            }
        }
    }

    @Test
    void noFindingIsNoProofOfHealth() {
        assertThat(Made.lines(Made.model(Made.many(2)), 100, 30))
                .contains("nothing found in 2 pools with 33 workers  1 rule could not judge (Enter says why)");
        assertThat(Made.lines(Made.model(Samples.empty()), 100, 30))
                .anySatisfy(line -> assertThat(line).startsWith("no pool seen yet"));
    }

    @Test
    void whatIsClosedIsNoVerdict() {
        Assessment closed = Samples.assess(
                List.of(Samples.pool("p2", "orders").build()),
                List.of(),
                java.util.Map.of(),
                List.of(Samples.with(Samples.deadlock(), Severity.CRITICAL, false)),
                List.of());

        assertThat(Made.lines(Made.model(closed), 100, 30)).noneMatch(line -> line.contains("CRITICAL"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 24})
    void itSaysThatTheTargetIsGoneAndKeepsTheLastLook(int height) {
        Model model = Made.rich();
        model.trouble("the JVM has ended");

        assertThat(Made.lines(model, 80, height))
                .anySatisfy(line -> assertThat(line).startsWith("> orders"))
                .last()
                .isEqualTo("the JVM has ended");
    }

    @Test
    void theAgeOfTheSampleGrows() {
        Model model = Made.rich();
        model.at(Samples.AT.plusSeconds(75));

        assertThat(Made.lines(model, 100, 30).get(1)).startsWith("sample 75.0s old");
    }
}
