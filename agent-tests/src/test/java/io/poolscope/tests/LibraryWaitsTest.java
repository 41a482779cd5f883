package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.CoroutineWaits;
import io.poolscope.tests.program.LibraryWaits;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Each library's own way to wait for an asynchronous result is named as that, with the library's call, and charged to the
 * application's line, once.
 */
final class LibraryWaitsTest {

    /** Pool and mark, kind, beginning of the call. */
    private static final List<String[]> WAYS = List.of(
            new String[] {"guava-unchecked", "future", "com.google.common.util.concurrent.Futures.getUnchecked"},
            new String[] {"guava-get", "future", "com.google.common.util.concurrent."},
            new String[] {"guava-queued", "future", "com.google.common.util.concurrent."},
            new String[] {"guava-running", "future", "com.google.common.util.concurrent."},
            new String[] {"netty-sync", "future", "io.netty.util.concurrent.DefaultPromise.sync"},
            new String[] {"netty-await", "future", "io.netty.util.concurrent.DefaultPromise.await"},
            new String[] {"reactor-mono", "future", "reactor.core.publisher.Mono.block"},
            new String[] {"reactor-first", "future", "reactor.core.publisher.Flux.blockFirst"},
            new String[] {"reactor-stream", "future", "reactor.core.publisher.BlockingIterable"},
            new String[] {"rx-single", "future", "io.reactivex.rxjava3.core.Single.blockingGet"},
            new String[] {"rx-first", "future", "io.reactivex.rxjava3.core.Flowable.blockingFirst"},
            new String[] {"rx-iterable", "future", "io.reactivex.rxjava3.internal.operators.observable.Blocking"},
            new String[] {"rx-await", "future", "io.reactivex.rxjava3.core.Completable.blockingAwait"},
            new String[] {"kotlin-blocking", "future", "kotlinx.coroutines.BuildersKt.runBlocking"},
            new String[] {"kotlin-queued", "future", "kotlinx.coroutines.BuildersKt.runBlocking"},
            new String[] {"kotlin-child", "future", "kotlinx.coroutines.BuildersKt.runBlocking"},
            new String[] {"kotlin-io", "future", "kotlinx.coroutines.BuildersKt.runBlocking"},
            new String[] {"kotlin-running", "future", "kotlinx.coroutines.BuildersKt.runBlocking"},
            new String[] {"scala-await", "future", "scala.concurrent.Await.result"},
            new String[] {"pekko-ask", "future", "scala.concurrent.Await.result"},
            new String[] {"vertx-stage", "future", "java.util.concurrent.CompletableFuture.get"},
            new String[] {"caffeine-get", "monitor", "com.github.benmanes.caffeine.cache."},
            new String[] {"caffeine-async", "future", "java.util.concurrent.CompletableFuture.join"},
            new String[] {"grpc-blocking", "socket", "io.grpc.stub.ClientCalls.blockingUnaryCall"},
            new String[] {"grpc-future", "future", "com.google.common.util.concurrent."});

    @EachJdk
    void eachWayIsNamedAsWhatItIs(Jdk jdk) {
        check(jdk, "on");
    }

    @EachJdk
    void eachWayIsNamedWithoutAnyProbe(Jdk jdk) {
        check(jdk, "off");
    }

    private static void check(Jdk jdk, String probes) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .libraryProgram(LibraryWaits.class)
                .option("probes", probes)
                .start()) {
            jvm.awaitMoment("there");
            Consumer<Report> told = report -> {
                allAreTold(report);
                // What a worker of an executor runs is known from a probe alone.
                boolean probed = probes.equals("on");
                awaits(report, "kotlin-running", "future", probed ? "running" : "unknown", probed ? "kotlin-runs" : "");
            };
            jvm.awaitReport(told);
            jvm.everyReport(Duration.ofSeconds(2), told);
        }
    }

    private static void allAreTold(Report report) {
        assertThat(report).holdsForEach(WAYS, way -> isNamed(report, way[0], way[1], way[2]));
        // Who must end it.
        awaits(report, "guava-queued", "future", "queued", "guava-busy");
        awaits(report, "guava-running", "future", "running", "guava-runs");
        awaits(report, "kotlin-blocking", "future", "unknown", "");
        awaits(report, "kotlin-queued", "future", "queued", "DefaultDispatcher");
        awaits(report, "kotlin-child", "future", "queued", "DefaultDispatcher");
        awaits(report, "kotlin-io", "future", "queued", "DefaultDispatcher");
        awaits(report, "caffeine-get", "monitor", "held", "");
    }

    private static void isNamed(Report report, String name, String kind, String call) {
        assertThat(report).pool(name).hasSize(2).hasIdle(1).hasBlocked(1).hasBlocked(kind, 1);
        JsonNode row = open(report, name, mark(name), kind);
        if (!row.path("call").asText().startsWith(call)) {
            throw new AssertionError(name + " waits in " + row.path("call"));
        }
    }

    /** The one wait that is open at a line. Classes that are loaded on first use may have cost others there before. */
    private static JsonNode open(Report report, String pool, Mark mark, String kind) {
        List<JsonNode> rows = report.sites().stream()
                .filter(s -> s.path("pool").asText().equals(pool)
                        && s.path("kind").asText().equals(kind)
                        && s.path("site").path("line").asInt() == mark.line()
                        && s.path("openWaits").asInt() == 1)
                .toList();
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " open sites of " + pool + " at " + mark + " of kind " + kind);
        }
        return rows.get(0);
    }

    private static Mark mark(String way) {
        return Mark.in(way.startsWith("kotlin-") ? CoroutineWaits.class : LibraryWaits.class, way);
    }

    private static void awaits(Report report, String name, String kind, String state, String runsIn) {
        JsonNode awaits = open(report, name, mark(name), kind).path("awaits");
        if (!awaits.path("state").asText().equals(state)
                || !awaits.path("runsIn").asText().equals(runsIn)) {
            throw new AssertionError(name + " awaits " + awaits + "\n" + report);
        }
    }
}
