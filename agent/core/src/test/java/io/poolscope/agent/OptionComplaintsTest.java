package io.poolscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.gate.Condition;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of options that are not understood. */
class OptionComplaintsTest extends OptionsReading {

    @Nested
    class Complaints {

        @Test
        void ofAnUnknownKeyNameTheNearest() {
            properties.put("poolscope.reprot", "x.json");
            environment.put("POOLSCOPE_MAX_OVERHAED", "1%");

            assertThat(read("sampleInterval=1s").complaints())
                    .containsExactly(
                            "unknown option \"max-overhaed\" (POOLSCOPE_MAX_OVERHAED), nearest is max-overhead",
                            "unknown option \"reprot\" (-Dpoolscope.reprot), nearest is report",
                            "unknown option \"sampleInterval\" (agent arguments), nearest is sample-interval");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "sample-interval=5x|a duration such as 500ms, 2s, 1m or 1h is expected, 20ms is used",
                    "sample-interval|a duration such as 500ms, 2s, 1m or 1h is expected, 20ms is used",
                    "sample-interval=0s|a duration from 1ms to 10s is expected, 20ms is used",
                    "sample-interval=999999999h|a duration from 1ms to 10s is expected, 20ms is used",
                    "max-pools=0|a number from 1 to 1000 is expected, 64 is used",
                    "max-pools=99999999999|a number from 1 to 1000 is expected, 64 is used",
                    "max-overhead=0.5|a percentage above 0% and up to 100% is expected, such as 0.5%, 0.5% is used",
                    "max-overhead=101%|a percentage above 0% and up to 100% is expected, such as 0.5%, 0.5% is used",
                    "enabled=maybe|true or false is expected, true is used",
                    "mode=test|one of production, load-test is expected, production is used",
                    "log=stdout|one of stderr, application, file:PATH, none is expected, stderr is used",
                    "log=file:|one of stderr, application, file:PATH, none is expected, stderr is used",
                    "report=a.json/run|a path that ends in .json, .html, .txt, .collapsed or .speedscope.json is expected, none is used",
                    "prometheus=x|a port, host:port or off is expected, such as 9464 or 0.0.0.0:9464, off is used",
                    "prometheus=70000|a port, host:port or off is expected, such as 9464 or 0.0.0.0:9464, off is used",
                    "prometheus=::1:80|a port, host:port or off is expected, such as 9464 or 0.0.0.0:9464, off is used",
                    "probes=off:+a|on, off, or on with probes to add and to leave out is expected, such as on:+a:-b, on is used",
                    "rules=cpu-hog|all, or rules to add and to leave out is expected, such as +a:-b, all is used",
                    "app-packages=com/acme|names of packages are expected, such as com.acme:org.acme.orders, none is used",
                })
        void ofABadValueSayWhatIsExpectedAndUsed(String option, String expected) {
            Options options = read(option);

            String shown = option.contains("=") ? option : option + "=true";
            assertThat(options.complaints()).containsExactly("bad value " + shown + " (agent arguments): " + expected);
            assertThat(setting(options, option.replaceFirst("=.*", "")).source())
                    .isEqualTo("default");
        }

        @Test
        void ofFilesThatCannotBeRead() {
            assertThat(read("config=/nowhere.properties,allow-file=" + directory)
                            .complaints())
                    .containsExactly(
                            "cannot read the properties file \"/nowhere.properties\": no such file",
                            "cannot read allow-file=" + Quoted.plain(directory.toString()) + ": no plain file");
        }

        @Test
        void ofAFileThatIsNoPropertiesFile() throws Exception {
            propertiesFile("a=\\u00zz");
            assertThat(read("").complaints()).singleElement().asString().contains("Malformed");

            propertiesFile("a=b\n".repeat(100_000));
            assertThat(read("").complaints()).singleElement().asString().contains("longer than");
        }

        @Test
        void ofARuleThatIsNone() {
            assertThat(read("rules=+cpu-hug").complaints())
                    .containsExactly("unknown rule \"cpu-hug\" in rules, nearest is cpu-hog");
        }

        @Test
        void areFatalOnlyWhenStrict() {
            assertThat(read("mode=x").refusal(List.of("and this"))).isNull();
            assertThat(read("strict").refusal(List.of())).isNull();
            assertThat(read("strict,otlp=on").refusal(List.of())).isNull();
            assertThat(read("strict,mod=x,window=1").refusal(List.of("unknown rule")))
                    .isEqualTo("stays out of the application, which runs without it, since strict=true:"
                            + " unknown option \"mod\" (agent arguments), nearest is mode (and 2 more)");
        }
    }

    @Nested
    class TheGate {

        @Test
        void isReadAsTheCommandLineReadsIt() {
            Options options = read("gate=wait.p99{pool=orders*} < 200ms;tasks.failed == 0");

            assertThat(options.complaints()).isEmpty();
            assertThat(options.get(OptionKey.GATE).conditions())
                    .extracting(Condition::text)
                    .containsExactly("wait.p99{pool=orders*} < 200ms", "tasks.failed == 0");
        }

        @Test
        void withoutConditionsIsTheUsualOne() {
            assertThat(read("gate").get(OptionKey.GATE).conditions()).hasSize(2);
            assertThat(read("").get(OptionKey.GATE).conditions()).isEmpty();
        }

        @Test
        void thatCannotBeReadIsNoGate() {
            Options options = read("gate=wait.p98 < 200ms");

            assertThat(options.complaints()).singleElement().asString().contains("wait.p98");
            assertThat(options.get(OptionKey.GATE).conditions()).isEmpty();
        }
    }

    @Nested
    class NotInThisVersion {

        @ParameterizedTest
        @ValueSource(strings = {"otlp=on", "jfr=true", "report=run.svg", "report=run.pdf"})
        void isOneLine(String option) {
            Options options = read(option);

            assertThat(options.notices()).containsExactly(option + " (agent arguments): not in this version");
            assertThat(options.complaints()).isEmpty();
        }

        @Test
        void isSaidInTheListing() {
            assertThat(setting(read(""), "jfr").value()).isEqualTo("not in this version");
        }
    }

    @Nested
    class HostileInput {

        @Test
        void isCutAndEscaped() {
            String evil = "\u001b[31m\n\u202e\u2028\u0085" + "x".repeat(10_000);

            Options options = read(evil + "=1,mode=" + evil + ",rule.cpu-hog.run=" + evil);

            assertThat(options.complaints())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line)
                            .hasSizeLessThan(500)
                            .doesNotContainPattern("[\\p{Cntrl}\u202e\u2028\u0085]")
                            .contains("\\u001b[31m\\u000a\\u202e\\u2028\\u0085xxx"));
            assertThat(options.rules().thresholds()).isEmpty();
        }

        @Test
        void isBounded() {
            Options options = read("x=1,".repeat(2_000) + "y=".repeat(10_000));
            assertThat(options.complaints()).hasSize(2);

            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 2_000; i++) {
                many.append("otpl").append(i).append("=1,");
            }
            assertThat(read(many.toString()).complaints()).hasSizeLessThanOrEqualTo(50);
        }

        @ParameterizedTest
        @ValueSource(strings = {"=", ",", "\\", "\\,", "=,=", "a\\", ",,,=", "\u0000", "rule.=", "rule..=x", "%", "="})
        void isNeverAnException(String arguments) {
            assertThat(read(arguments).settings())
                    .hasSizeGreaterThanOrEqualTo(OptionKey.all().size());
            assertThat(read("report=" + arguments).settings()).isNotEmpty();
        }
    }
}
