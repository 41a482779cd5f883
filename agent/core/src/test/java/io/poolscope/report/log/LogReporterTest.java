package io.poolscope.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.FindingEvent;
import io.poolscope.finding.Severity;
import io.poolscope.report.Escape;
import io.poolscope.report.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogReporterTest {
    private final List<String> blocks = new ArrayList<>();
    private final LogSink sink = (level, text) -> blocks.add(level + "|" + text);

    private LogReporter reporter(boolean json) {
        return new LogReporter(sink, json, () -> ZoneOffset.UTC, Duration.ofSeconds(60));
    }

    private static Assessment event(FindingEvent.Change change, Finding finding) {
        return Samples.assess(
                List.of(), List.of(), Map.of(), List.of(finding), List.of(new FindingEvent(change, finding)));
    }

    @Test
    void anOpenedFindingIsAWholeStory() {
        reporter(false).report(Samples.rich());
        assertThat(blocks).containsExactly("""
                        ERROR|poolscope CRITICAL pool-deadlock pool=orders (proved) since 14:02:11, 48 s
                          all 16 workers of orders wait, without time limit, for tasks that are queued behind them in orders
                          16 x CompletableFuture.join at com.acme.orders.PriceService.price(PriceService.java:88)
                               task      com.acme.orders.OrderJob
                          fix: run TaxLookup on another executor, or compose with thenCombine instead of join
                          id 7f3a91, repeats are folded, next in 60 s; accept it: allow=pool-deadlock:orders:PriceService#price:until=2027-01-31""".stripIndent());
    }

    @Test
    void theRestOfItsLifeIsALineEach() {
        reporter(false).report(event(FindingEvent.Change.REPEATED, Samples.deadlock()));
        reporter(false)
                .report(event(FindingEvent.Change.CLOSED, Samples.with(Samples.deadlock(), Severity.CRITICAL, false)));
        reporter(false).report(event(FindingEvent.Change.FOLDED, Samples.deadlock()));
        reporter(false)
                .report(event(FindingEvent.Change.OPENED, Samples.with(Samples.deadlock(), Severity.INFO, true)));
        assertThat(blocks)
                .containsExactly(
                        "ERROR|poolscope CRITICAL pool-deadlock pool=orders (proved) still open since 14:02:11, 48 s,"
                                + " seen in 48 looks: all 16 workers of orders wait for tasks that are queued behind"
                                + " them; id 7f3a91",
                        "INFO|poolscope CLOSED pool-deadlock pool=orders after 48 s, 14:02:11 to 14:02:59; id 7f3a91",
                        "INFO|poolscope FOLDED pool-deadlock pool=orders since 14:02:11, 48 s: it holds on, and a graver"
                                + " finding explains it; id 7f3a91",
                        "INFO|poolscope INFO pool-deadlock pool=orders (proved) since 14:02:11, 48 s: all 16 workers of"
                                + " orders wait for tasks that are queued behind them; fix: run TaxLookup on another"
                                + " executor, or compose with thenCombine instead of join; id 7f3a91");
    }

    @Test
    void jsonIsOneObjectALine() throws IOException {
        reporter(true).report(Samples.hostile());
        reporter(true).report(Samples.rich());
        assertThat(blocks).hasSize(2).noneMatch(line -> line.codePoints().anyMatch(Escape::harmful));
        JsonNode line = new ObjectMapper().readTree(blocks.get(1).substring("ERROR|".length()));
        assertThat(line.get("event").asText()).isEqualTo("opened");
        assertThat(line.get("allow").asText()).isEqualTo("pool-deadlock:orders:PriceService#price:until=2027-01-31");
        assertThat(line.at("/finding/rule").asText()).isEqualTo("pool-deadlock");
    }

    @Test
    void hostileNamesBreakNoLine() {
        reporter(false).report(Samples.hostile());
        String[] lines = blocks.get(0).split("\n");
        assertThat(lines).hasSize(4).allSatisfy(line -> {
            assertThat(line.codePoints().filter(Escape::harmful)).isEmpty();
            assertThat(line).hasSizeLessThan(2500);
        });
        assertThat(lines[0]).startsWith("WARN|poolscope WARNING blocking-wait pool=evil\\u001b[31m\\u000d\\u000a");
    }

    @Test
    void aFloodIsDroppedAndCounted() {
        long[] now = {0};
        BoundedSink bounded = new BoundedSink(sink, 3, () -> now[0]);
        for (int i = 0; i < 5; i++) {
            bounded.line(Level.INFO, "line " + i);
        }
        bounded.finding(Level.WARN, "a\nb\nc\nd");
        assertThat(blocks).hasSize(3);
        assertThat(bounded.lost()).isEqualTo(6);
        now[0] += 1_000_000_000L;
        bounded.finding(Level.WARN, "a\nb\nc\nd");
        assertThat(blocks).as("a block too long for a second passes alone").hasSize(4);
    }

    @Test
    void aClosedStreamCostsLinesOnly() {
        StreamSink closed = new StreamSink(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("closed");
                    }
                },
                StandardCharsets.UTF_8);
        closed.line(Level.INFO, "lost");
        assertThat(closed.lost()).isEqualTo(1);
    }

    @Test
    void messagesSayWhoSpeaksAndHowLoud() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StreamSink stream = new StreamSink(out, StandardCharsets.UTF_8);
        new Messages(stream, false, () -> Samples.AT).say(Level.INFO, "10 of 11 probes active");
        new Messages(stream, false, () -> Samples.AT).complaints().accept("unknown option \u001b[0m");
        new Messages(stream, true, () -> Samples.AT).say(Level.ERROR, "bad\n");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "poolscope 10 of 11 probes active",
                        "poolscope WARNING unknown option \\u001b[0m",
                        "{\"time\":\"2026-11-20T14:02:59.250Z\",\"event\":\"message\",\"level\":\"error\",\"message\":\"bad\\n\"}");
    }
}
