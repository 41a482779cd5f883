package io.poolscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolscope.report.Samples;
import io.poolscope.report.json.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportCommandTest {
    @TempDir
    Path folder;

    private String run = "";

    @BeforeEach
    void write() throws IOException {
        run = Files.writeString(folder.resolve("run.json"), new JsonReport("0.0.9").document(Samples.rich()))
                .toString();
    }

    private Path made(String name) {
        Path file = folder.resolve(name);
        assertThat(CommandLineRun.of("report", run, "-o", file.toString()).exit())
                .isZero();
        return file;
    }

    @Test
    void aPageIsOneWellFormedFileThatNeedsNothing() throws Exception {
        Path page = made("run.html");
        // Well-formed as XML too, so that the JDK's own parser can judge it.
        Document html =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
        String text = html.getDocumentElement().getTextContent();
        assertThat(text)
                .contains("CRITICAL: all 16 workers of orders wait for tasks that are queued behind them.")
                .contains("orders-1 waits for TaxLookup")
                .contains("run TaxLookup on another executor")
                .contains("com.acme.orders.PriceService.price(PriceService.java:88)")
                .contains("not judged: tiny-tasks");
        assertThat(html.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        for (String tag : new String[] {"link", "img", "iframe", "a", "form", "object"}) {
            assertThat(html.getElementsByTagName(tag).getLength()).as(tag).isZero();
        }
        assertThat(html.getElementsByTagName("script").getLength()).isEqualTo(1);
        Element script = (Element) html.getElementsByTagName("script").item(0);
        assertThat(script.getAttribute("type")).isEqualTo("application/json");
        assertThat(new ObjectMapper()
                        .readTree(script.getTextContent())
                        .at("/findings/0/rule")
                        .asText())
                .isEqualTo("pool-deadlock");
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'; style-src 'sha256-")
                .contains("prefers-color-scheme:dark", "@media print")
                .doesNotContain("http://", "https://", "javascript:", " style=", " onclick");
    }

    @Test
    void theDocumentStaysTheOneThatItIs() throws IOException {
        assertThat(made("copy.json")).hasSameTextualContentAs(Path.of(run));
    }

    @Test
    void textIsTheAgentsText() {
        assertThat(made("run.txt")).content().contains("poolscope CRITICAL pool-deadlock pool=orders (proved)");
    }

    @Test
    void collapsedStacksAreLinesOfFramesAndANumber() throws IOException {
        assertThat(Files.readAllLines(made("run.collapsed")))
                .containsExactly(
                        "orders;com.acme.orders.PriceService.price(PriceService.java:88);[future] 48000",
                        "orders;com.acme.orders.PriceService.price(PriceService.java:88);[future] 11");
    }

    @Test
    void speedscopeHasAProfileForEachPool() throws IOException {
        JsonNode profile =
                new ObjectMapper().readTree(made("run.speedscope.json").toFile());
        assertThat(profile.get("$schema").asText()).isEqualTo("https://www.speedscope.app/file-format-schema.json");
        assertThat(profile.get("profiles")).hasSize(1);
        JsonNode orders = profile.at("/profiles/0");
        assertThat(orders.get("name").asText()).isEqualTo("orders");
        assertThat(orders.get("weights")).hasSize(2);
        assertThat(orders.get("endValue").asDouble()).isEqualTo(48_010.623);
        int last = orders.at("/samples/0/1").asInt();
        assertThat(profile.at("/shared/frames/" + last + "/name").asText()).isEqualTo("[future]");
    }

    @Test
    void anUnknownEndingGetsTheListOfEndings() {
        CommandLineRun result =
                CommandLineRun.of("report", run, "-o", folder.resolve("run.pdf").toString());
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains(".html").contains(".collapsed").hasLineCount(1);
        assertThat(folder.resolve("run.pdf")).doesNotExist();
    }

    @Test
    void whatCannotBeReadOrWrittenIsOneLine() {
        CommandLineRun unread = CommandLineRun.of("report", run + "x.json", "-o", "x.html");
        assertThat(unread.exit()).isEqualTo(Exit.USAGE);
        assertThat(unread.err()).contains("does not exist").hasLineCount(1);
        CommandLineRun unwritten = CommandLineRun.of("report", run, "-o", run + "/x.html");
        assertThat(unwritten.exit()).isEqualTo(Exit.USAGE);
        assertThat(unwritten.err()).contains("cannot write").hasLineCount(1);
    }
}
