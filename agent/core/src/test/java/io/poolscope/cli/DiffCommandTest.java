package io.poolscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolscope.finding.Assessment;
import io.poolscope.finding.Severity;
import io.poolscope.report.Samples;
import io.poolscope.report.json.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path folder;

    private String file(String name, Assessment seen) throws IOException {
        return Files.writeString(folder.resolve(name), new JsonReport("0.1.0").document(seen))
                .toString();
    }

    private static Assessment later() {
        return Samples.assess(
                List.of(Samples.pool("p7", "orders").workers(16, 0).build()),
                List.of(Samples.site("p7", "orders", 1, "price", 90, 6000)),
                Map.of(),
                List.of(Samples.with(Samples.deadlock(), Severity.WARNING, false)),
                List.of());
    }

    @Test
    void findingsAndPlacesStandSideBySide() throws IOException {
        CommandLineRun run = CommandLineRun.of("diff", file("a", Samples.rich()), file("b", later()));
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("  changed warning pool-deadlock: all 16 workers", "(ended)", "was critical pool-deadlock")
                // 48 s in a window of 60 s, then 6 s: the line moved, the place is the same.
                .contains("     800 ms    100 ms  orders: future at com.acme.orders.PriceService.price\n")
                .contains("     0.2 ms         -  orders: future at com.acme.orders.PriceService.tax\n")
                .contains("75.0 %");
    }

    @Test
    void whatIsGoneAndWhatIsNewIsToldFromTheOther() throws IOException {
        String sick = file("a", Samples.rich());
        String well = file("b", Samples.empty());
        assertThat(CommandLineRun.of("diff", sick, well).out()).contains("  gone    critical pool-deadlock");
        assertThat(CommandLineRun.of("diff", well, sick).out()).contains("  new     critical pool-deadlock");
        assertThat(CommandLineRun.of("diff", sick, sick).out()).contains("no change", "1 finding unchanged");
    }

    @Test
    void asJsonTheFiguresAreNumbers() throws IOException {
        CommandLineRun run = CommandLineRun.of("diff", "--json", file("a", Samples.rich()), file("b", later()));
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.at("/changed/0/was").asText()).isEqualTo("critical");
        assertThat(json.at("/changed/0/finding/severity").asText()).isEqualTo("warning");
        assertThat(json.at("/sites/0/blockedMsPerSecondBefore").asDouble()).isEqualTo(800.002);
        assertThat(json.at("/sites/0/blockedMsPerSecondAfter").asDouble()).isEqualTo(100);
        assertThat(json.at("/pools/0/waitP99MsBefore").asDouble()).isEqualTo(50.123);
    }

    @Test
    void oneFileIsTooFewAndNoReportIsAMistake() throws IOException {
        assertThat(CommandLineRun.of("diff", "a").exit()).isEqualTo(Exit.USAGE);
        String text = Files.writeString(folder.resolve("text"), "hello").toString();
        assertThat(CommandLineRun.of("diff", text, text).exit()).isEqualTo(Exit.USAGE);
    }
}
