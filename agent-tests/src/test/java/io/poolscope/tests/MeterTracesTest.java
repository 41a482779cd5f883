package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.DemoScenario;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Http;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.harness.Traces;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Meters in the application's own registry outlive what put them there, unless they are taken back: after a detach the
 * application's endpoint shows its own meters, all of them, and not a word of poolscope's.
 */
@EnabledOnOs(OS.LINUX)
final class MeterTracesTest {

    private static final Duration START = Duration.ofSeconds(90);

    /** A look a second, and a scrape; on a busy machine. */
    private static final Duration SHOWN = Duration.ofSeconds(60);

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @EachJdk
    void metersGoWithPoolscopeAndComeBackWithIt(Jdk jdk) {
        DemoScenario scenario = DemoScenario.named("sync-over-async");
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .jvm("-Xmx512m")
                .jar(Built.demoJar(), "--server.port=0", "--demo.scenario=" + scenario.name(), "--demo.seconds=600")
                .start()) {
            // From then on the application has met all that it does: it has all meters that it will have.
            jvm.until(START, () -> assertThat(jvm.stdout()).containsPattern("(?m)^ *3 s  sent "));
            Matcher port = PORT.matcher(jvm.stdout());
            assertThat(port.find()).isTrue();
            String url = "http://127.0.0.1:" + port.group(1) + "/actuator/prometheus";
            Http.get(url); // the scrape itself becomes a meter
            String before = Http.get(url);
            assertThat(ours(before)).isEmpty();
            assertThat(series(before)).anyMatch(one -> one.startsWith("jvm_memory_used_bytes{"));

            String pid = Long.toString(jvm.pid());
            for (int i = 0; i < 2; i++) {
                Poolscope.on(jdk).run("attach", pid).exits(0);
                jvm.until(
                        SHOWN,
                        () -> assertThat(Http.get(url))
                                .containsPattern(sample("poolscope_pool_queued_tasks", "pool=\"orders\"", "[1-9]"))
                                .containsPattern(sample(
                                        "poolscope_site_blocked_seconds_total", "site=\"SyncOverAsync.quote:", "[0-9]"))
                                .containsPattern(sample("poolscope_agent_info", "started=\"attach\"", "1")));
                Poolscope.on(jdk).run("detach", pid).exits(0);

                String after = Http.get(url);
                assertThat(ours(after)).as("left after detach %s", i + 1).isEmpty();
                assertThat(series(after)).as("the application's own").containsAll(series(before));
                assertThat(requests(after)).as("requests counted on").isGreaterThan(requests(before));
                Traces.none(jvm, jdk);
            }
        }
    }

    /** Lines about a meter of poolscope's, comments included. The demo's own package, in labels, is none. */
    private static List<String> ours(String scrape) {
        return scrape.lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?poolscope_.*"))
                .toList();
    }

    /** Names and labels, without values: of what the application shows. */
    private static Set<String> series(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                // Only there while such a request is under way.
                .filter(one -> !one.startsWith("http_server_requests_active"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double requests(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A sample of this name with one more label and a value that begins so. */
    private static String sample(String name, String label, String value) {
        return "(?m)^" + name + "\\{[^}]*" + Pattern.quote(label) + "[^}]*} " + value;
    }
}
