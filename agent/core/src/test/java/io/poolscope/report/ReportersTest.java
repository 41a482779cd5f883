package io.poolscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.report.bridge.Loaders;
import io.poolscope.report.log.Log;
import io.poolscope.report.log.LogSink;
import io.poolscope.report.log.Messages;
import io.poolscope.report.meter.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportersTest {
    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final LogSink sink = (level, text) -> lines.add(text);

    private List<GuardedReporter> reporters(String report, @Nullable Endpoint prometheus) {
        ReportSettings settings = new ReportSettings(
                Samples.jvm(),
                "0.1.0",
                report,
                Duration.ofSeconds(10),
                "none",
                false,
                Duration.ofSeconds(60),
                prometheus,
                true,
                64,
                false,
                Samples.bridgeClasses(),
                Loaders.instrumentation(),
                type -> false,
                () -> ZoneOffset.UTC,
                () -> Samples.AT,
                System::nanoTime);
        return Reporters.all(settings, new Log(sink, new Messages(sink, false, () -> Samples.AT)));
    }

    @Test
    void eachOptionBringsItsReporter() {
        List<GuardedReporter> all = reporters(folder.resolve("run.txt").toString(), new Endpoint("127.0.0.1", 0));
        assertThat(all).extracting(GuardedReporter::name).containsExactly("report", "micrometer", "prometheus", "log");
        all.forEach(reporter -> reporter.report(Samples.rich()));
        all.forEach(GuardedReporter::close);
        assertThat(all).allMatch(reporter -> reporter.failures() == 0);
        assertThat(folder.resolve("run.txt"))
                .content()
                .contains(
                        "poolscope CRITICAL pool-deadlock pool=orders (proved)", "deadlocked", "PriceService.java:88");
        assertThat(lines).singleElement().asString().startsWith("poolscope CRITICAL");
    }

    @Test
    void whatIsNotInThisVersionIsSaid() {
        List<GuardedReporter> all = reporters("run.pdf", null);
        all.forEach(GuardedReporter::close);
        assertThat(all).hasSize(2);
        assertThat(lines).singleElement().asString().contains("report=run.pdf: not in this version");
    }

    @Test
    void aReporterThatKeepsFailingIsSwitchedOffAndSaysSoOnce() {
        int[] calls = new int[2];
        GuardedReporter guarded = new GuardedReporter(
                new Reporter() {
                    @Override
                    public String name() {
                        return "bad";
                    }

                    @Override
                    public void report(Assessment assessment) {
                        if (++calls[0] != 3) {
                            throw new StackOverflowError();
                        }
                    }

                    @Override
                    public void close() {
                        calls[1]++;
                    }
                },
                lines::add);
        for (int i = 0; i < 20; i++) {
            guarded.report(Samples.empty());
        }
        guarded.close();
        assertThat(calls).containsExactly(8, 1);
        assertThat(guarded.failures()).isEqualTo(7);
        assertThat(lines).singleElement().asString().contains("bad failed 5 times in a row and is off now");
    }
}
