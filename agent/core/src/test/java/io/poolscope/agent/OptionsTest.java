package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.poolscope.report.meter.Endpoint;
import io.poolscope.rule.RuleSettings;
import io.poolscope.watch.SamplerSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What options mean, and where they come from. */
class OptionsTest extends OptionsReading {

    @Nested
    class Defaults {

        @Test
        void areThoseOfTheStages() {
            Options options = read(null);

            assertThat(options.sampler()).isEqualTo(SamplerSettings.defaults());
            assertThat(options.rules()).isEqualTo(RuleSettings.defaults());
            assertThat(options.probes().on()).isTrue();
            assertThat(options.get(OptionKey.MAX_OVERHEAD)).isEqualTo(0.005);
            assertThat(options.get(OptionKey.LOG).kind()).isEqualTo(LogTarget.Kind.STDERR);
            assertThat(options.get(OptionKey.PROMETHEUS)).isEmpty();
            assertThat(options.get(OptionKey.REPORT)).isEqualTo("none");
            assertThat(options.complaints()).isEmpty();
            assertThat(options.notices()).isEmpty();
        }

        @Test
        void ofLoadTestModeTakeMoreAndTimeEveryTask() {
            Options options = read("mode=load-test");

            assertThat(options.get(OptionKey.MAX_OVERHEAD)).isEqualTo(0.05);
            assertThat(options.sampler().timingAll()).isTrue();
            assertThat(options.sampler().loadTest()).isTrue();
            assertThat(options.probes().timingAll()).isTrue();
            assertThat(options.rules().loadTest()).isTrue();
            assertThat(setting(options, "timing")).isEqualTo(new Setting("timing", "all", "default"));
            assertThat(read("mode=load-test,timing=curves,max-overhead=1%").isTimingAll())
                    .isFalse();
        }

        @Test
        void ofAnAttachLeaveTheProbesOut() {
            attached = true;

            assertThat(read("").probes().on()).isFalse();
            assertThat(read("probes").probes().on()).isTrue();
        }

        @Test
        void areAllValuesThemselves() {
            assertThat(OptionKey.all()).allSatisfy(key -> {
                if (key.type() != null) {
                    key.type().parse(key.byDefault());
                    key.type().parse(key.inLoadTest());
                    key.type().parse(key.onAttach());
                }
            });
        }

        @Test
        void keysOfTheContractAreAllThere() {
            assertThat(OptionKey.all())
                    .extracting(OptionKey::key)
                    .doesNotHaveDuplicates()
                    .contains(
                            ("enabled config probes sample-interval max-overhead include-pools exclude-pools max-pools max-sites"
                                            + " stack-depth app-packages timing window mode rules allow allow-file micrometer"
                                            + " prometheus otlp log log-format log-repeat report report-interval gate jfr control"
                                            + " strict")
                                    .split(" "));
        }
    }

    @Nested
    class Sources {

        @Test
        void winInTheirOrder() throws Exception {
            propertiesFile("sample-interval=15ms\n");
            assertThat(setting(read(""), "sample-interval").value()).isEqualTo("15ms");
            assertThat(setting(read(""), "sample-interval").source())
                    .isEqualTo(directory.resolve("poolscope.properties").toString());

            environment.put("POOLSCOPE_SAMPLE_INTERVAL", "14ms");
            assertThat(setting(read(""), "sample-interval"))
                    .isEqualTo(new Setting("sample-interval", "14ms", "POOLSCOPE_SAMPLE_INTERVAL"));

            properties.put("poolscope.sample-interval", "13ms");
            assertThat(setting(read(""), "sample-interval"))
                    .isEqualTo(new Setting("sample-interval", "13ms", "-Dpoolscope.sample-interval"));

            Options options = read("sample-interval=12ms");
            assertThat(setting(options, "sample-interval"))
                    .isEqualTo(new Setting("sample-interval", "12ms", "agent arguments"));
            assertThat(options.sampler().interval()).isEqualTo(Duration.ofMillis(12));
        }

        @Test
        void aFileThatIsNamedTakesTheOthersPlace() throws Exception {
            propertiesFile("window=20s");
            Path named = Files.writeString(directory.resolve("web-1.properties"), "poolscope.window=30s\nstrict\n");

            Options options = read("config=" + directory + "/%h.properties");

            assertThat(options.sampler().window()).isEqualTo(Duration.ofSeconds(30));
            assertThat(options.get(OptionKey.STRICT)).isTrue();
            assertThat(setting(options, "window").source()).isEqualTo(named.toString());
            assertThat(read("config=none").sampler().window()).isEqualTo(Duration.ofSeconds(60));
        }

        @Test
        void thresholdsComeFromAll() throws Exception {
            propertiesFile("rule.pool-starvation.looks=5");
            environment.put("POOLSCOPE_RULE_CPU_HOG_LOOP_RUN", "2s");
            properties.put("poolscope.rule.cpu-hog.run", "30s");

            Options options = read("rule.pool-starvation.oldest=1s");

            assertThat(options.rules().thresholds())
                    .containsOnly(
                            entry("pool-starvation.looks", "5"),
                            entry("cpu-hog.loop-run", "2s"),
                            entry("cpu-hog.run", "30s"),
                            entry("pool-starvation.oldest", "1s"));
            assertThat(setting(options, "rule.cpu-hog.loop-run").source()).isEqualTo("POOLSCOPE_RULE_CPU_HOG_LOOP_RUN");
            assertThat(options.complaints()).isEmpty();
        }

        @Test
        void whatAnEnvironmentHoldsAnywayIsNoOption() {
            environment.put("POOLSCOPE_SERVICE_HOST", "10.0.0.1");
            environment.put("POOLSCOPE_PORT_8080_TCP", "tcp://10.0.0.1:8080");
            environment.put("POOLSCOPE_MODE", "");
            environment.put("PATH", "/bin");

            assertThat(read("").complaints()).isEmpty();
        }

        @Test
        void ofThisJvmAreItsOwn() {
            System.setProperty("poolscope.window", "17s");
            try {
                Options options = Options.read(
                        OptionSources.ofThisJvm("report=%p.json", new File("poolscope.jar"), false, List.of()));

                assertThat(options.sampler().window()).isEqualTo(Duration.ofSeconds(17));
                assertThat(options.get(OptionKey.REPORT))
                        .isEqualTo(ProcessHandle.current().pid() + ".json");
            } finally {
                System.clearProperty("poolscope.window");
            }
        }
    }

    @Nested
    class Grammar {

        @Test
        void commasAreEscapedAndBlanksAreNothing() {
            Options options = read(" exclude-pools = a\\,b:c* ,, strict ,report=C:\\tmp\\x.json");

            assertThat(options.sampler().excludePools()).containsExactly("a,b", "c*");
            assertThat(options.get(OptionKey.STRICT)).isTrue();
            assertThat(options.get(OptionKey.REPORT)).isEqualTo("C:\\tmp\\x.json");
            assertThat(options.complaints()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"500ms,500", "2s,2000", "1m,60000", "1.5s,1500", "1h,3600000"})
        void durations(String text, long millis) {
            assertThat(read("log-repeat=" + text).rules().logRepeat()).isEqualTo(Duration.ofMillis(millis));
        }

        @Test
        void probes() {
            Options options = read("probes=on:+object-wait:-submit-site");

            assertThat(options.probes().on()).isTrue();
            assertThat(options.probes().plus()).isEqualTo(Set.of("object-wait"));
            assertThat(options.probes().minus()).isEqualTo(Set.of("submit-site"));
            assertThat(read("probes=off").probes().on()).isFalse();
        }

        @Test
        void rules() {
            assertThat(read("rules=-cpu-hog").rules().off()).containsExactly("cpu-hog");
            assertThat(read("rules=all:-cpu-hog:-a:+cpu-hog").rules().off()).containsExactly("a");
        }

        @Test
        void allowedFindingsComeFromTheOptionAndTheFile() throws Exception {
            Path file = Files.writeString(directory.resolve("allow"), "# ours\n\n cpu-hog:*:com.acme.Hash \nb:*:c\n");

            Options options = read("allow=a:*:b:reason=so be it;c:*:d,allow-file=" + file);

            assertThat(options.rules().allow())
                    .containsExactly("a:*:b:reason=so be it", "c:*:d", "cpu-hog:*:com.acme.Hash", "b:*:c");
        }

        @Test
        void pathsKnowProcessTimeAndHost() {
            assertThat(read("report=run-%p-%t-%h-%%-%x.json").get(OptionKey.REPORT))
                    .isEqualTo("run-4711-20261120T140211Z-web-1-%-%x.json");
            assertThat(read("log=file:%p.log").get(OptionKey.LOG))
                    .isEqualTo(new LogTarget(LogTarget.Kind.FILE, "4711.log"));
            assertThat(read("include-pools=%p").sampler().includePools()).containsExactly("%p");
        }

        @ParameterizedTest
        @CsvSource({
            "9464,127.0.0.1,9464",
            "0.0.0.0:9464,0.0.0.0,9464",
            "localhost:1,localhost,1",
            "[::1]:65535,::1,65535",
        })
        void endpoints(String text, String host, int port) {
            assertThat(read("prometheus=" + text).get(OptionKey.PROMETHEUS)).contains(new Endpoint(host, port));
        }

        @Test
        void valuesReadAsTheyAreWritten() {
            assertThat(OptionType.ENDPOINT.parse("off")).isEmpty();
            for (String text : List.of("stderr", "application", "none", "file:/var/log/a b.log")) {
                assertThat(OptionType.LOG.parse(text)).hasToString(text);
            }
        }

        @Test
        void onAndTrueAreTheSameWhereOnIsAValue() {
            assertThat(read("micrometer=false").get(OptionKey.MICROMETER)).isEqualTo("off");
            assertThat(read("micrometer").get(OptionKey.MICROMETER)).isEqualTo("on");
            assertThat(read("enabled=off").get(OptionKey.ENABLED)).isFalse();
        }

        @Test
        void packages() {
            assertThat(read("app-packages=com.acme.*:org.foo.:x_1.$y").sampler().appPackages())
                    .containsExactly("com.acme", "org.foo", "x_1.$y");
        }
    }
}
