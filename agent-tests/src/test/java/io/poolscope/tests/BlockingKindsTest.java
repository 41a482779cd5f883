package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.Blocking;
import java.time.Duration;
import java.util.List;

/** A blocked worker is told from an idle one, with the kind of its wait and its line, whatever it waits for. */
final class BlockingKindsTest {

    /** Pool, kind, mark. */
    private static final List<String[]> WAYS = List.of(
            new String[] {"future-get", "future", "future-get"},
            new String[] {"future-timed-get", "future", "future-timed-get"},
            new String[] {"cf-join", "future", "cf-join"},
            new String[] {"cf-timed-get", "future", "cf-timed-get"},
            new String[] {"object-wait", "object-wait", "object-wait"},
            new String[] {"object-timed-wait", "object-wait", "object-timed-wait"},
            new String[] {"monitor", "monitor", "monitor"},
            new String[] {"lock", "lock", "lock"},
            new String[] {"timed-lock", "lock", "timed-lock"},
            new String[] {"read-lock", "lock", "read-lock"},
            new String[] {"latch", "latch", "latch"},
            new String[] {"semaphore", "semaphore", "semaphore"},
            new String[] {"barrier", "barrier", "barrier"},
            new String[] {"condition", "condition", "condition"},
            new String[] {"queue-take", "queue", "queue-take"},
            new String[] {"queue-put", "queue", "queue-put"},
            new String[] {"park", "park", "park"},
            new String[] {"sleep", "sleep", "sleep"},
            new String[] {"thread-join", "thread-join", "thread-join"},
            new String[] {"socket-read", "socket", "socket-read"},
            new String[] {"socket-timed-read", "socket", "socket-read"},
            new String[] {"process-wait", "process", "process-wait"},
            new String[] {"process-read", "process", "process-read"},
            new String[] {"fj-sleep", "sleep", "sleep"},
            new String[] {"fj-latch", "latch", "latch"},
            new String[] {"fj-future-get", "future", "future-get"},
            new String[] {"fj-monitor", "monitor", "monitor"},
            new String[] {"fj-object-wait", "object-wait", "object-wait"});

    @EachJdk
    void eachKindIsToldWithItsLine(Jdk jdk) {
        check(jdk, "on");
    }

    @EachJdk
    void eachKindIsToldWithItsLineWithoutAnyProbe(Jdk jdk) {
        check(jdk, "off");
    }

    private static void check(Jdk jdk, String probes) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Blocking.class)
                .option("probes", probes)
                .start()) {
            jvm.awaitLine("blocked");
            jvm.awaitReport(Duration.ofSeconds(30), BlockingKindsTest::allAreTold);
            // And it stays so: nothing flickers between idle and blocked.
            jvm.everyReport(Duration.ofSeconds(3), BlockingKindsTest::allAreTold);
        }
    }

    private static void allAreTold(Report report) {
        assertThat(report)
                .holdsForEach(WAYS, way -> isTold(report, way[0], way[1], Mark.in(Blocking.class, way[2])))
                .hasNoSite(Mark.in(Blocking.class, "virtual"))
                .hasNoFinding("pool-deadlock");
    }

    private static void isTold(Report report, String pool, String kind, Mark mark) {
        assertThat(report)
                .pool(pool)
                .hasBlocked(1)
                .hasBlocked(kind, 1)
                .and()
                .site(pool, mark)
                .isOfKind(kind)
                .hasOpenWaits(1);
        if (!pool.startsWith("fj-")) {
            assertThat(report).pool(pool).hasSize(2).hasIdle(1);
        }
    }
}
