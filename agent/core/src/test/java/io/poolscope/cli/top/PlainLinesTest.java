package io.poolscope.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Samples;
import io.poolscope.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private List<String> lines(boolean json, Style style, long most, Look... looks) throws Exception {
        Iterator<Look> left = Arrays.asList(looks).iterator();
        Looks source = new Looks() {
            @Override
            public Look next() throws IOException {
                if (!left.hasNext()) {
                    throw new IOException("gone");
                }
                return left.next();
            }

            @Override
            public boolean ended() {
                return !left.hasNext();
            }
        };
        new PlainLines(new PrintStream(out, true, StandardCharsets.UTF_8), json, ZoneOffset.UTC, style)
                .run(source, Duration.ZERO, most);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Look later(Assessment assessment, int seconds) {
        Snapshot s = assessment.snapshot();
        return Made.look(new Assessment(
                new Snapshot(
                        s.jvm(),
                        s.from(),
                        s.at().plusSeconds(seconds),
                        s.look() + seconds,
                        s.pausedMs(),
                        s.longestPauseMs(),
                        s.coverage(),
                        s.self(),
                        s.pools(),
                        s.sites(),
                        s.graph(),
                        s.facts()),
                assessment.verdicts(),
                assessment.findings(),
                assessment.events(),
                assessment.notEvaluated(),
                assessment.opened()));
    }

    @Test
    void oneBlockALookAndTheHeadingsOnce() throws Exception {
        List<String> lines = lines(
                false, Made.COLORS, 0, later(Samples.rich(), 0), later(Samples.rich(), 0), later(Samples.rich(), 1));

        assertThat(lines).hasSize(8);
        assertThat(lines.get(0)).startsWith("pid 4711  com.acme.Main");
        assertThat(lines.get(1)).startsWith("TIME     POOL ").endsWith("REJ/S VERDICT");
        assertThat(lines.get(2)).startsWith("14:02:59 CRITICAL pool-deadlock (proved): all 16 workers of orders");
        assertThat(lines.get(3)).startsWith("14:02:59 orders ").endsWith("deadlocked, blocked");
        assertThat(lines.get(4)).startsWith("14:02:59 mails ").endsWith("healthy");
        assertThat(lines.get(5)).startsWith("14:03:00 CRITICAL");
        assertThat(lines).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void asJsonOneDocumentALine() throws Exception {
        assertThat(lines(true, Made.COLORS, 0, later(Samples.rich(), 0), later(Samples.rich(), 1)))
                .containsExactly("{\"a\": 1}", "{\"a\": 1}");
    }

    @Test
    void itStopsAfterAsManyAsWereAskedFor() throws Exception {
        assertThat(lines(true, Made.COLORS, 1, later(Samples.rich(), 0), later(Samples.rich(), 1)))
                .hasSize(1);
    }

    @Test
    void hostileNamesAreEscapedAndCut() throws Exception {
        assertThat(lines(false, Made.ASCII, 0, Made.look(Samples.hostile())))
                .allMatch(line -> line.matches("[\\x20-\\x7e]*"))
                .allMatch(line -> line.length() < 2600);
    }
}
