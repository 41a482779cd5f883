package io.poolscope.report.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poolscope.finding.Assessment;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.report.Samples;
import io.poolscope.report.json.JsonReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final String document = new JsonReport("0.1.0").document(Samples.rich());

    private static String unreadable(String json) {
        String message =
                String.valueOf(catchThrowableOfType(UnreadableReportException.class, () -> ReportReader.read(json))
                        .getMessage());
        assertThat(message).hasLineCount(1).hasSizeLessThan(400);
        return message;
    }

    /** The document with another value at a place. */
    private String changed(String parent, String key, String value) throws IOException {
        JsonNode tree = mapper.readTree(document);
        ((ObjectNode) tree.at(parent)).set(key, mapper.readTree(value));
        return mapper.writeValueAsString(tree);
    }

    @Test
    void whatIsReadIsWrittenAgainAsItWas() throws Exception {
        assertThat(new JsonReport("0.1.0").document(ReportReader.read(document)))
                .isEqualTo(document);
        String empty = new JsonReport("0.1.0").document(Samples.empty());
        assertThat(new JsonReport("0.1.0").document(ReportReader.read(empty))).isEqualTo(empty);
    }

    @Test
    void hostileNamesComeBackAsTheyWere() throws Exception {
        String hostile = new JsonReport("0.1.0").document(Samples.hostile());
        JsonNode again = mapper.readTree(new JsonReport("0.1.0").document(ReportReader.read(hostile)));
        assertThat(again).isEqualTo(mapper.readTree(hostile));
    }

    @Test
    void whatItSaysIsThere() throws Exception {
        Assessment read = ReportReader.read(document);
        assertThat(read.verdicts())
                .containsEntry("p2", new PoolVerdict(PoolVerdict.State.DEADLOCKED, PoolVerdict.Cause.BLOCKED));
        assertThat(read.findings().get(0))
                .usingRecursiveComparison()
                .ignoringFields("stack.id", "evidence")
                .isEqualTo(Samples.deadlock());
        assertThat(read.snapshot().sites().get(0).awaits())
                .isEqualTo(Samples.rich().snapshot().sites().get(1).awaits());
        assertThat(read.snapshot().coverage())
                .isEqualTo(Samples.rich().snapshot().coverage());
    }

    @Test
    void unknownKeysAreIgnoredAndOptionalOnesMayBeMissing() throws Exception {
        Assessment read = ReportReader.read("""
                {"schema": "poolscope/report/1", "later": {"a": [1, null]}, "tool": {"name": "poolscope", "version": "9"},
                 "jvm": {"pid": 1, "main": "m", "version": "17", "vendor": "v", "cpus": 2, "startedAt": "2026-11-20T13:00:00Z"},
                 "window": {"from": "2026-11-20T13:00:00Z", "to": "2026-11-20T13:01:00Z", "durationMs": 60000},
                 "coverage": {"probes": [], "lost": {}}, "self": {"cpuMs": 1, "cpuShareOfOneCore": 0.1, "samples": 3},
                 "pools": [{"id": "p1", "name": "a", "type": "T", "kind": "invented", "verdict": "healthy", "new": 1,
                            "threads": {"size": 2, "idle": 1, "running": 0, "blocked": 1, "blockedByKind": {"invented": 1}},
                            "queue": {"depth": 0}, "tasks": {}, "workerTime": {"idleShare": 0.5, "blockedShare": 0.5}}],
                 "sites": [{"rank": 1, "pool": "a", "kind": "invented", "site": {"class": "C", "method": "m"},
                            "blockedMs": 5, "share": 1}],
                 "findings": []}
                """);
        assertThat(read.snapshot().sites().get(0).poolId()).isEqualTo("p1");
        assertThat(read.snapshot().pools().get(0).time().blockedMs()).isEqualTo(60_000);
        assertThat(read.snapshot().pools().get(0).threads().max()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /pools/0/threads  | size      | "16"        | pools[0].threads.size is no number
                    /pools/0/threads  | size      | 1.5         | pools[0].threads.size is no whole number
                    /pools/0/threads  | size      | 99999999999 | pools[0].threads.size is too large
                    /pools/0          | name      | 7           | pools[0].name is no text
                    /pools/0          | name      | null        | pools[0].name is missing
                    /pools/0          | verdict   | "fine"      | pools[0].verdict is none that is known: fine
                    /findings/0       | open      | "yes"       | findings[0].open is neither true nor false
                    /findings/0       | chain     | [1]         | findings[0].chain is no list of texts
                    /findings/0       | firstSeen | "noon"      | findings[0].firstSeen is no time: noon
                    /findings/0       | site      | []          | findings[0].site is no object
                    ''                | pools     | {}          | pools is no list
                    ''                | sites     | [1]         | sites[0] is no object
                    ''                | window    | null        | window is missing
                    """)
    void aWrongTypeIsToldWithItsPlace(String parent, String key, String value, String message) throws IOException {
        assertThat(unreadable(changed(parent, key, value))).isEqualTo(message);
    }

    @Test
    void anotherVersionIsTold() throws IOException {
        assertThat(unreadable(changed("", "schema", "\"poolscope/report/2\"")))
                .contains("poolscope/report/2")
                .contains("poolscope/report/1");
    }

    @Test
    void anEmptyOrCutDocumentIsSaidToBeCutWhereverItEnds() {
        for (int length = 0; length < document.length() - 2; length++) {
            String cut = document.substring(0, length);
            assertThatThrownBy(() -> ReportReader.read(cut))
                    .isInstanceOfSatisfying(
                            UnreadableReportException.class,
                            e -> assertThat(e.cut()).as(cut).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "<html>",
                "null",
                "7",
                "[]",
                "{}",
                "{'schema':'poolscope/report/1'}",
                "{\"schema\":\"poolscope/report/1\"} x",
                "\u001b[31m\u0000",
                "{\"schema\": NaN}",
                "{\"schema\": 1}"
            })
    void whatIsNoReportIsSaidToBeNone(String text) {
        assertThat(unreadable(text)).doesNotContain("\u001b");
    }

    @Test
    void bombsAreBounded() {
        unreadable("[".repeat(1_000_000));
        unreadable("{\"a\":".repeat(100_000));
        assertThat(unreadable("{\"a\":[" + "[],".repeat(2_000_000) + "[]]}")).contains("more than 1000000 values");
        assertThat(unreadable("{\"schema\":1e999999999}")).contains("schema");
    }

    @Test
    void aFileTooLargeIsNotReadToItsEnd(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large");
        try (var out = Files.newByteChannel(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            out.position(100L << 20).write(StandardCharsets.UTF_8.encode("x"));
        }
        assertThatThrownBy(() -> ReportFile.read(file))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining("larger than 64 MB");
    }
}
