package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.Coroutines;

/** Kotlin's dispatchers. */
final class CoroutinesTest {

    /** Tasks that sleep on Dispatchers.IO take no thread from Dispatchers.Default. */
    @HealthyProgram(Family.COROUTINES)
    void coroutinesAreHealthy(Run run) {
        Programs.healthy(
                run,
                Coroutines.class,
                report -> assertThat(report)
                        .pool("DefaultDispatcher")
                        .isOfKind("thread-pool")
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.COROUTINES)
    void coroutinesCallRunBlocking(Run run) {
        Programs.sick(
                run,
                Coroutines.class,
                report -> {
                    Programs.starved(report, "DefaultDispatcher", "thread-pool", Coroutines.class, "runBlocking");
                    assertThat(report).pool("DefaultDispatcher").hasMax(4).hasBlocked("future", 4);
                },
                "sick");
    }
}
