package io.poolscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolscope.finding.Assessment;
import io.poolscope.finding.Severity;
import io.poolscope.gate.Condition;
import io.poolscope.gate.Gate;
import io.poolscope.report.Escape;
import io.poolscope.report.Forms;
import io.poolscope.report.Samples;
import io.poolscope.report.json.JsonReport;
import io.poolscope.report.read.ReportReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** Names from the application that would harm a terminal, a page or a parser, in everything that is written of a report. */
class HostileOutputTest {
    /** Chars of one line that no reader chokes on; what we write cuts each text at 2000, some have a few in a line. */
    private static final int LINE = 16_000;

    private static Assessment hostile() throws Exception {
        String document = new JsonReport("0.1.0").document(Samples.hostile());
        // Not cut by a poolscope: somebody made that file.
        Assessment seen = ReportReader.read(document.replace("x".repeat(3000), "x".repeat(100_000)));
        assertThat(seen.findings().get(0).title()).hasSizeGreaterThan(100_000);
        return seen;
    }

    private static List<Checked> checked(Assessment seen) {
        List<Condition> conditions = new ArrayList<>(Gate.noFindings(Severity.INFO));
        conditions.add(Condition.parse("wait.p99 < 1ms"));
        return List.of(new Checked(Samples.HOSTILE, seen, new Gate(conditions).judge(seen, null)));
    }

    static Stream<Arguments> outputs() {
        Paper paper = new Paper(80, false, true);
        return Stream.of(
                output("diagnose", seen -> new DiagnoseText(paper, ZoneOffset.UTC).of(seen)),
                output(
                        "diagnose in ASCII",
                        seen -> new DiagnoseText(new Paper(80, false, false), ZoneOffset.UTC).of(seen)),
                output("check", seen -> new CheckText(paper).of(checked(seen))),
                output("check --json", seen -> CheckJson.of(checked(seen))),
                output("check --junit-xml", seen -> JUnitXml.of(checked(seen))),
                output("check --sarif", seen -> Sarif.of(checked(seen), "1", true)),
                output("check --github", seen -> GitHub.annotations(checked(seen))),
                output("summary", seen -> GitHub.summary(checked(seen))),
                output("diff", seen -> new DiffText(paper).of(Difference.of(Samples.empty(), seen))),
                output("diff --json", seen -> DiffJson.of(Difference.of(seen, Samples.rich()))),
                form("run.json"),
                form("run.html"),
                form("run.txt"),
                form("run.collapsed"),
                form("run.speedscope.json"));
    }

    private static Arguments form(String file) {
        return output(file, seen -> {
            Function<Assessment, String> form = Forms.of(file, "1", () -> ZoneOffset.UTC);
            return form == null ? "" : form.apply(seen);
        });
    }

    private static Arguments output(String name, Function<Assessment, String> of) {
        return Arguments.of(name, of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outputs")
    void whatWouldHarmIsEscapedAndCut(String name, Function<Assessment, String> of) throws Exception {
        String text = of.apply(hostile());
        assertThat(text).contains("evil");
        assertThat(text.codePoints().filter(c -> c != '\n' && Escape.harmful(c)).mapToObj(Integer::toHexString))
                .as("code points that move a cursor or break an encoder")
                .isEmpty();
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(LINE));
        assertThat(text).hasSizeLessThan(200_000);
        assertThat(text).doesNotContain("\nexe");
        if (name.contains("ASCII")) {
            assertThat(text.chars().filter(c -> c > 0x7e)).isEmpty();
        }
        if (name.contains("json") || name.contains("sarif")) {
            assertThat(new ObjectMapper().readTree(text).isObject()).isTrue();
        } else if (name.contains("xml") || name.contains("html")) {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(name.contains("html") ? 1 : 0);
        } else if (name.equals("summary")) {
            assertThat(text).doesNotContain("<script", "](");
        } else if (name.contains("github")) {
            assertThat(text.lines()).allMatch(line -> line.startsWith("::"));
        }
    }
}
