package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.program.JUnitRun;
import io.poolscope.tests.program.JUnitSubjects;
import java.time.Duration;

/** Test classes with poolscope's JUnit extension, run as a build runs them, in JVMs without any flag. */
final class JUnitExtensionTest {

    /** Four tests starve for six seconds each, on a machine that may be busy. */
    private static final Duration RUN = Duration.ofSeconds(180);

    /** The module's own parameters, which these runs find, have tests run in parallel. */
    private static final String ONE_BY_ONE = "junit.jupiter.execution.parallel.enabled=false";

    @EachJdk
    void aTestFailsByWhatFiresInIt(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .libraryProgram(JUnitRun.class, "Healthy", "Sick", "Accepted", "Outdated", "Unreadable", ONE_BY_ONE)
                .start()) {
            jvm.awaitExit(RUN);
            String said = jvm.stdout();

            assertThat(said).as(jvm.story()).contains("passed healthy()", "passed withAnEntryThatNeverMatches()");
            assertThat(failure(said, "first()"))
                    .startsWith("poolscope CRITICAL pool-starvation pool=sick")
                    .contains(line("junit-starving"))
                    .contains("fix: ", "accept it: allow=pool-starvation:sick:");
            assertThat(failure(said, "second()")).startsWith("poolscope CRITICAL pool-starvation pool=sick");
            assertThat(said).contains("passed thirdIsHealthy()", "passed accepted()");
            assertThat(failure(said, "outdated()"))
                    .startsWith("poolscope CRITICAL pool-starvation pool=outdated")
                    .contains("ended on 2020-01-31, accepts nothing any more");
            assertThat(failure(said, "unreadable()")).contains("starvation is fine");

            assertThat(jvm.stderr())
                    .contains(
                            "poolscope: allow=slow-queue:no-such-pool:*:reason=it was there last year: matched nothing")
                    .contains("poolscope: allow=pool-starvation:outdated:*", "ended on 2020-01-31")
                    .doesNotContain("accepted:JUnitSubjects*:reason=the cure comes in spring: matched nothing");
            assertThat(said).contains("classes []", "stays false");
        }
    }

    @EachJdk
    void aRunFailsByWhatFiresInIt(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .libraryProgram(JUnitRun.class, "Unasked", "AlsoUnasked", "io.poolscope.junit.run=true")
                .start()) {
            jvm.awaitExit(RUN);

            assertThat(jvm.stdout())
                    .as(jvm.story())
                    .contains("passed unasked()")
                    .contains("session failed: a rule of poolscope's fired in this test run")
                    .contains("poolscope CRITICAL pool-starvation pool=unasked", line("junit-starving"))
                    .doesNotContain("pool=ForkJoinPool")
                    .contains("stays false");
        }
    }

    @EachJdk
    void aRunAcceptsAndSaysWhatNeverCame(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .libraryProgram(
                        JUnitRun.class,
                        "Unasked",
                        "io.poolscope.junit.run=true",
                        "io.poolscope.junit.severity=critical",
                        "io.poolscope.junit.allow=pool-starvation:unasked:*:until=2099-12-31;slow-queue:nowhere:*")
                .start()) {
            jvm.awaitExit(RUN);

            assertThat(jvm.stdout())
                    .as(jvm.story())
                    .contains("passed unasked()")
                    .doesNotContain("failed");
            assertThat(jvm.stderr())
                    .contains("poolscope: allow=slow-queue:nowhere:*: matched nothing")
                    .doesNotContain("pool-starvation:unasked:*:until=2099-12-31: matched nothing");
        }
    }

    @EachJdk
    void theAgentThatIsThereIsUsedAndStays(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .libraryProgram(
                        JUnitRun.class,
                        "Unasked",
                        "io.poolscope.junit.each=true",
                        "junit.jupiter.extensions.autodetection.enabled=true")
                .start()) {
            jvm.awaitExit(RUN);

            assertThat(failure(jvm.stdout(), "unasked()"))
                    .as(jvm.story())
                    .startsWith("poolscope CRITICAL pool-starvation pool=unasked");
            assertThat(jvm.stdout()).contains("stays true");
        }
    }

    @EachJdk
    void whereNobodyAsksNothingHappens(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .libraryProgram(JUnitRun.class, "Unasked")
                .start()) {
            jvm.awaitExit(RUN);

            assertThat(jvm.stdout()).as(jvm.story()).contains("passed unasked()", "stays false");
            assertThat(jvm.stderr()).doesNotContain("poolscope");
        }
    }

    private static String failure(String said, String test) {
        String begin = "failed " + test + ": ";
        String end = "\nend of " + test;
        assertThat(said).contains(begin, end);
        return said.substring(said.indexOf(begin) + begin.length(), said.indexOf(end));
    }

    private static String line(String mark) {
        return "JUnitSubjects.java:" + Mark.in(JUnitSubjects.class, mark).line();
    }
}
