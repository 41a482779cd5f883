package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.Control;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jcmd;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Measured;
import io.poolscope.tests.harness.Ports;
import io.poolscope.tests.harness.Traces;
import io.poolscope.tests.program.Counting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is left of poolscope when it has left: classes in the bootstrap loader that do nothing, and the launcher's. */
@EnabledOnOs(OS.LINUX)
final class DetachTest {

    private static final Duration SECONDS = Duration.ofSeconds(30);
    /** Times of attach, look and detach; some before them are not counted, as the JVM itself settles. */
    private static final int CYCLES = Integer.getInteger("poolscope.detach.cycles", 200);

    private static final int SETTLING = 10;
    /** One attach in so many is with probes. */
    private static final int PROBES_EVERY = 10;
    /** On 17 the JVM keeps old versions of some of its classes after probes were in them (JDK-8308762). */
    private static final int VERSIONS = 5;
    /** Forms of method handles and accessors that the JDK makes as it warms up. A leak of ours is 700 each time. */
    private static final int CLASSES_NOISE = 150;
    /** Each load costs the JVM an object of {@code java.lang.instrument} that is never freed. Bytes a cycle. */
    private static final long HEAP_A_LOAD = 4_096;
    /** What two measurements of one and the same heap differ by, bytes. */
    private static final long HEAP_NOISE = 1_500_000;

    @EachJdk
    void everythingIsTakenBackAndMayComeAgain(Jdk jdk) throws Exception {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).program(Counting.class).withoutAgent().start()) {
            jvm.awaitLine("working");
            Control control = Control.of(jvm);
            control.attach("probes=off,log=none");
            Map<String, String> untouched = Measured.ask(jvm);
            control.detach();

            Path report = jvm.directory().resolve("last.json");
            String options =
                    "timing=all,log=none,report-interval=1h,prometheus=0.0.0.0:" + Ports.free() + ",report=" + report;
            for (int i = 0; i < 2; i++) {
                control.attach("probes=on," + options);
                looked(jvm, control, 3);
                assertThat(Ports.listening(jvm.pid()))
                        .as("poolscope's endpoint")
                        .isNotEmpty();
                assertThat(Measured.ask(jvm).get("code"))
                        .as("the code with probes")
                        .isNotEqualTo(untouched.get("code"));
                Instant first = jvm.report(report).orElseThrow().to();
                control.detach();

                assertThat(jvm.report(report).orElseThrow().to())
                        .as("a last report at the detach")
                        .isAfter(first);
                assertThat(Measured.ask(jvm).get("code"))
                        .as("the code as it was")
                        .isEqualTo(untouched.get("code"));
                Traces.awaitGone(jvm);
                assertThat(Jcmd.ask(jdk, jvm, "Thread.print")).noneMatch(line -> line.startsWith("\"poolscope"));
                assertThat(Ports.listening(jvm.pid())).as("no endpoint").isEmpty();
                assertThat(Jcmd.objectsOfPoolscope(jdk, jvm)).isEmpty();
            }
            countedRight(jvm);
        }
    }

    /** Some hundred milliseconds each time, on a machine that may be busy. */
    @EachJdk
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void comingAndGoingLeavesNoTrace(Jdk jdk) throws Exception {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).program(Counting.class).withoutAgent().start()) {
            jvm.awaitLine("working");
            Control control = Control.of(jvm);
            Map<String, String> before = new HashMap<>();
            long descriptors = 0;
            long classes = 0;
            for (int i = 0; i < SETTLING + CYCLES; i++) {
                if (i == SETTLING) {
                    Traces.awaitGone(jvm);
                    before = Measured.ask(jvm);
                    classes = classes(jdk, jvm);
                    descriptors = descriptors(jvm);
                }
                control.attach("log=none,probes=" + (i % PROBES_EVERY == 0 ? "on" : "off"));
                looked(jvm, control, 1);
                assertThat(control.ask("report")).startsWith("poolscope/1 ok ");
                control.detach();
            }
            Traces.awaitGone(jvm);
            Map<String, String> after = Measured.ask(jvm);
            String story = CYCLES + " times: " + before + " and " + descriptors + " descriptors, then " + after
                    + " and " + descriptors(jvm);
            System.out.println(jdk + ", " + story + ", classes " + classes + ", then " + classes(jdk, jvm));
            assertThat(number(after, "threads")).as(story).isLessThanOrEqualTo(number(before, "threads"));
            assertThat(descriptors(jvm)).as(story).isLessThanOrEqualTo(descriptors + 2);
            assertThat(classes(jdk, jvm))
                    .as(story)
                    .isLessThanOrEqualTo(classes + CLASSES_NOISE + CYCLES / PROBES_EVERY * VERSIONS);
            assertThat(number(after, "heap"))
                    .as(story)
                    .isLessThanOrEqualTo(number(before, "heap") + CYCLES * HEAP_A_LOAD + HEAP_NOISE);
            assertThat(after.get("code")).as(story).isEqualTo(before.get("code"));
            assertThat(Jcmd.objectsOfPoolscope(jdk, jvm)).isEmpty();
            countedRight(jvm);
        }
    }

    private static void looked(AgentJvm jvm, Control control, int looks) {
        jvm.until(SECONDS, () -> {
            String hello = control.ask("hello");
            assertThat(Integer.parseInt(hello.replaceAll("(?s).*\"looks\": (\\d+).*", "$1")))
                    .as(hello)
                    .isGreaterThanOrEqualTo(looks);
        });
    }

    private static void countedRight(AgentJvm jvm) {
        jvm.send("end");
        assertThat(jvm.awaitLine("counted")).isEqualTo("right");
        assertThat(jvm.awaitExit()).isZero();
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(values.get(name));
    }

    private static long descriptors(AgentJvm jvm) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + jvm.pid() + "/fd"))) {
            return all.count();
        }
    }

    /** Classes that there are: what the JVM's own counter shows includes each one that was ever changed. */
    private static long classes(Jdk jdk, AgentJvm jvm) {
        return Jcmd.ask(jdk, jvm, "VM.class_hierarchy").size();
    }
}
