package io.poolscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.report.Samples;
import io.poolscope.report.json.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CheckCommandTest {
    @TempDir
    Path folder;

    private String sick = "";
    private String well = "";

    @BeforeEach
    void write() throws IOException {
        sick = file("sick.json", Samples.rich());
        well = file("well.json", run());
    }

    private String file(String name, Assessment seen) throws IOException {
        return Files.writeString(folder.resolve(name), new JsonReport("0.1.0").document(seen))
                .toString();
    }

    private static Assessment run(Finding... findings) {
        return Samples.assess(
                List.of(Samples.pool("p2", "orders").bounded(300).build()),
                List.of(),
                Map.of(),
                List.of(findings),
                List.of());
    }

    @Test
    void everyConditionIsPrintedAlsoThoseThatHold() {
        CommandLineRun run = CommandLineRun.of(
                "check", sick, "--rule", "wait.max{pool=ord*} < 200ms", "--rule", "threads.blocked.max <= 16");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out())
                .contains(
                        "✗ findings{severity=critical} == 0: 1\n",
                        "✓ findings{severity=warning} == 0: 0\n",
                        "✗ wait.max{pool=ord*} < 200ms: orders 47.90 s\n",
                        "✓ threads.blocked.max <= 16\n    ✓ orders 16\n    ✓ mails 16\n",
                        "- critical pool-deadlock: all 16 workers of orders wait",
                        "failed (exit 10)");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void withoutUtf8TheSignsAreWords() {
        String out = CommandLineRun.of(Map.of("LANG", "C"), "check", sick).out();
        assertThat(out).contains("FAIL findings{severity=critical}", "ok   findings{severity=warning}");
        assertThat(out.chars().filter(c -> c > 0x7e)).isEmpty();
    }

    @Test
    void whatHoldsPasses() {
        CommandLineRun run = CommandLineRun.of("check", well, "--rule", "tasks.rejected{pool=orders} <= 3");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("passed: every condition holds");
    }

    @Test
    void eachFileMustHold() {
        assertThat(CommandLineRun.of("check", well, sick).exit()).isEqualTo(Exit.FOUND);
        assertThat(CommandLineRun.of("check", well, well).exit()).isZero();
    }

    @Test
    void noDataIsNeverAPass() throws IOException {
        CommandLineRun empty = CommandLineRun.of("check", file("empty.json", Samples.empty()));
        assertThat(empty.exit()).isEqualTo(Exit.NO_DATA);
        assertThat(empty.out())
                .contains("too little was seen: no thread pool was seen")
                .doesNotContain("passed: every");
        assertThat(CommandLineRun.of("check", well, "--rule", "tasks.failed == 0")
                        .exit())
                .isEqualTo(Exit.NO_DATA);
        String cut = Files.writeString(folder.resolve("cut.json"), "{\"schema\": \"pools")
                .toString();
        assertThat(CommandLineRun.of("check", cut).exit()).isEqualTo(Exit.NO_DATA);
        String nothing = Files.writeString(folder.resolve("nothing.json"), "").toString();
        assertThat(CommandLineRun.of("check", nothing).err())
                .contains("is empty")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "there-is-none.json",
                "WELL --fail-on never",
                "WELL --rule wait.p98<5ms",
                "WELL --fail-on none",
                "WELL --baseline there-is-none.json",
                "WELL --junit-xml /dev/null/x.xml",
                "/tmp",
                ""
            })
    void aWrongArgumentIsOneLineAndExitTwo(String arguments) {
        CommandLineRun run = CommandLineRun.of(
                ("check " + arguments.replace("WELL", well)).strip().split(" "));
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).hasLineCount(1).startsWith("poolscope: ");
    }

    @Test
    void ofABaselineOnlyWhatIsNewOrWorseFails() throws IOException {
        Finding warning = Samples.with(Samples.deadlock(), Severity.WARNING, true);
        String before = file("before.json", run(warning));
        assertThat(CommandLineRun.of("check", before, "--baseline", before).exit())
                .isZero();
        assertThat(CommandLineRun.of("check", before, "--baseline", before).out())
                .contains("known from the baseline");
        assertThat(CommandLineRun.of("check", sick, "--baseline", before).exit())
                .isEqualTo(Exit.FOUND);
        assertThat(CommandLineRun.of("check", before, "--baseline", well).exit())
                .isEqualTo(Exit.FOUND);
        assertThat(CommandLineRun.of("check", before, "--fail-on", "critical").exit())
                .isZero();
    }

    @Test
    void junitXmlIsReadAgain() throws Exception {
        Path xml = folder.resolve("out/check.xml");
        CommandLineRun.of("check", sick, "--rule", "tasks.failed == 0", "--junit-xml", xml.toString());
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getDocumentElement();
        Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
        NodeList cases = suite.getElementsByTagName("testcase");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(cases.getLength()).isEqualTo(3);
        assertThat(((Element) cases.item(0)).getAttribute("name")).isEqualTo("findings{severity=critical} == 0");
        assertThat(root.getElementsByTagName("failure").item(0).getTextContent())
                .contains("pool-deadlock");
        assertThat(((Element) root.getElementsByTagName("error").item(0)).getAttribute("message"))
                .contains("the probe failed is not active");
    }

    @Test
    void sarifIsReadAgain() throws IOException {
        Path file = folder.resolve("check.sarif");
        CommandLineRun.of("check", sick, "--rule", "wait.max < 1ms", "--baseline", well, "--sarif", file.toString());
        JsonNode sarif = new ObjectMapper().readTree(file.toFile());
        assertThat(sarif.get("version").asText()).isEqualTo("2.1.0");
        assertThat(sarif.at("/runs/0/tool/driver/version").asText()).isEqualTo("1.2.3");
        JsonNode result = sarif.at("/runs/0/results/0");
        assertThat(result.get("ruleId").asText()).isEqualTo("pool-deadlock");
        assertThat(result.get("level").asText()).isEqualTo("error");
        assertThat(result.get("baselineState").asText()).isEqualTo("new");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("com/acme/orders/PriceService.java");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(88);
        assertThat(sarif.at("/runs/0/results/1/ruleId").asText()).isEqualTo("gate");
        assertThat(sarif.at("/runs/0/tool/driver/rules").findValuesAsText("id"))
                .containsExactly("gate", "pool-deadlock");
    }

    @Test
    void gitHubGetsAnnotationsAndASummary() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        Map<String, String> environment = Map.of("GITHUB_STEP_SUMMARY", summary.toString());
        CommandLineRun run = CommandLineRun.of(environment, "check", sick, "--github");
        assertThat(run.out())
                .contains(
                        "\n::error file=com/acme/orders/PriceService.java,line=88,title=poolscope pool-deadlock::all 16");
        assertThat(summary)
                .content()
                .startsWith("before\n## poolscope: failed\n")
                .contains("| ❌ | findings&#123;severity=critical&#125; &#61;".replace("&#61;", "==") + " 0 | 1 |");
        assertThat(CommandLineRun.of("check", sick, "--github").err()).contains("GITHUB_STEP_SUMMARY is not set");
    }

    @Test
    void asJsonItIsADocumentAndNothingElse() throws IOException {
        CommandLineRun run = CommandLineRun.of("check", sick, "--json", "--github");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("state").asText()).isEqualTo("fails");
        assertThat(json.at("/reports/0/conditions/1/state").asText()).isEqualTo("holds");
        assertThat(json.at("/reports/0/conditions/0/values/0/value").asText()).isEqualTo("1");
        assertThat(run.err()).contains("::error");
    }
}
