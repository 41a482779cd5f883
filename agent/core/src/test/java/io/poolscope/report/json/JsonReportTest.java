package io.poolscope.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.poolscope.finding.Assessment;
import io.poolscope.report.Escape;
import io.poolscope.report.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private final ObjectMapper mapper = new ObjectMapper();

    private JsonNode valid(Assessment assessment) throws IOException {
        String document = new JsonReport("0.1.0").document(assessment);
        JsonNode node = mapper.readTree(document);
        try (InputStream schema = JsonReportTest.class.getResourceAsStream("/report.schema.json")) {
            // The validator wants an absolute $id; ours names the format, and nothing refers to it.
            ObjectNode rules = (ObjectNode) mapper.readTree(schema);
            rules.remove("$id");
            Set<ValidationMessage> wrong = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(rules)
                    .validate(node);
            assertThat(wrong).isEmpty();
        }
        return node;
    }

    @Test
    void anEmptyReportIsValid() throws IOException {
        JsonNode report = valid(Samples.empty());
        assertThat(report.get("pools")).isEmpty();
        assertThat(report.at("/window/durationMs").asDouble()).isEqualTo(60_000);
        assertThat(report.at("/coverage/lost/stacks").asLong()).isEqualTo(3);
        assertThat(report.at("/self/cpuMs").asText()).isEqualTo("12.346");
    }

    @Test
    void aRichReportIsValidAndSorted() throws IOException {
        JsonNode report = valid(Samples.rich());
        assertThat(report.at("/pools/0/name").asText()).isEqualTo("orders");
        assertThat(report.at("/pools/0/verdict").asText()).isEqualTo("deadlocked");
        assertThat(report.at("/sites/0/rank").asInt()).isEqualTo(1);
        assertThat(report.at("/sites/0/blockedMs").asText()).isEqualTo("48000.123");
        assertThat(report.at("/findings/0/evidence/also")).hasSize(2);
        assertThat(report.at("/findings/0/firstSeen").asText()).isEqualTo("2026-11-20T14:02:11.250Z");
    }

    @Test
    void whatIsUnknownIsAbsent() throws IOException {
        JsonNode pool = valid(Samples.rich()).at("/pools/1");
        assertThat(pool.get("name").asText()).isEqualTo("mails");
        assertThat(pool.at("/threads").has("max")).isFalse();
        assertThat(pool.at("/queue").has("capacity")).isFalse();
        assertThat(pool.at("/queue/waitMs").has("p50")).as("NaN").isFalse();
        assertThat(pool.at("/queue/waitMs").has("p999")).as("null").isFalse();
        assertThat(pool.at("/queue/waitMs/belowMs").asDouble()).isEqualTo(40);
        assertThat(pool.at("/tasks").has("failed")).isFalse();
        assertThat(pool.at("/tasks").has("runMs")).isFalse();
        assertThat(pool.at("/history/1").has("headAgeMs")).isFalse();
    }

    @Test
    void sharesAddUpToOneAndTheCeilingFollowsTheUtilisationLaw() throws IOException {
        JsonNode pool = valid(Samples.rich()).at("/pools/0");
        JsonNode time = pool.get("workerTime");
        assertThat(time.get("idleShare").asDouble()
                        + time.get("runningShare").asDouble()
                        + time.get("blockedShare").asDouble())
                .isEqualTo(1);
        // 16 workers, 40 s busy for 200 tasks: 200 ms a task, so 80 a second.
        assertThat(pool.at("/whatIf/ceilingNow").asDouble()).isEqualTo(80);
        // Without the waits of the top site only the processors bound it: 2 CPUs, 2.5 ms a task.
        assertThat(pool.at("/whatIf/ceilingWithoutTopSite").asDouble()).isEqualTo(800);
        assertThat(pool.at("/whatIf/site").asInt()).isEqualTo(1);
        // 100 tasks arrive a second and hold a worker for 200 ms each.
        assertThat(pool.at("/whatIf/workersNeeded").asDouble()).isEqualTo(20);
        assertThat(pool.at("/whatIf/sites/0/workersNeededWithout").asDouble()).isZero();
        assertThat(pool.at("/whatIf/sites/1/cumulatedShare").asDouble()).isEqualTo(1);
        assertThat(pool.at("/whatIf").has("ceilingOverlapped")).isFalse();
    }

    @Test
    void hostileNamesStayInTheirStrings() throws IOException {
        String document = new JsonReport("0.1.0").document(Samples.hostile());
        assertThat(document.codePoints().filter(c -> c != '\n' && Escape.harmful(c)))
                .isEmpty();
        JsonNode report = valid(Samples.hostile());
        assertThat(report.at("/pools/0/name").asText()).startsWith("evil\u001b[31m\r\n\u202eexe\u2028\u009b\ufffd\"<s");
        assertThat(report.at("/pools/0/name").asText()).hasSizeLessThan(4100);
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        JsonReport report = new JsonReport("0.1.0");
        assertThat(report.document(Samples.rich())).isEqualTo(report.document(Samples.rich()));
    }

    @Test
    void evidenceOfAnUnknownKindIsLeftOut() {
        String json = new JsonWriter(false)
                .object()
                .any("e", Map.of("n", 1.23456, "nan", Double.NaN, "object", new Object(), "yes", true))
                .endObject()
                .toString();
        assertThat(json).isEqualTo("{\"e\":{\"n\":1.235,\"yes\":true}}");
    }

    @Test
    void theShippedSchemaIsTheTestedOne() throws IOException {
        try (InputStream tested = JsonReportTest.class.getResourceAsStream("/report.schema.json")) {
            Path shipped = Path.of("../../docs/report.schema.json");
            assertThat(Files.readAllBytes(shipped)).isEqualTo(tested.readAllBytes());
        }
    }
}
