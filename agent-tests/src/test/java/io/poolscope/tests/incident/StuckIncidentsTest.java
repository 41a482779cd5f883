package io.poolscope.tests.incident;

import static io.poolscope.tests.incident.Shape.COMMON;
import static io.poolscope.tests.incident.Shape.CROSS;
import static io.poolscope.tests.incident.Shape.DROWN;
import static io.poolscope.tests.incident.Shape.LOCK;
import static io.poolscope.tests.incident.Shape.SELF;

import io.poolscope.tests.harness.Run;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Incidents in which threads hold each other: they wait for their own queue, for another pool that waits for them, for a lock
 * whose holder waits.
 */
final class StuckIncidentsTest {

    private static final String JDK = "the JDK";

    static final List<Incident> INCIDENTS = List.of(
            Incident.of(
                    7,
                    "spring-projects/spring-framework#16045",
                    "a method with `@Async` waits for another one on the same executor",
                    "Spring",
                    AsyncCallsAsync.class,
                    Said.deadlock(
                            "taskExecutor",
                            "order",
                            "all 5 workers of taskExecutor wait for tasks that are queued behind them in taskExecutor;"
                                    + " 5 tasks wait, the oldest for …",
                            "size 5 of core 5, max 10: will not grow before its queue of 25 is full",
                            "on another executor than taskExecutor"),
                    SELF),
            Incident.of(
                    1,
                    "elastic/elasticsearch#85839",
                    "a recovery on `generic` waits for a step that it handed to `generic`",
                    JDK + ", with a pool and a future of its own making",
                    RecoveryOnGeneric.class,
                    Said.finding(
                            "pool-starvation",
                            "critical",
                            "generic",
                            "recovery",
                            "all 4 workers of generic wait in RecoveryOnGeneric$BaseFuture.get at"
                                    + " RecoveryOnGeneric.java:…; 4 tasks behind them, the oldest for …",
                            Said.LIKELY,
                            "likely due from generic"),
                    SELF),
            Incident.of(
                            3,
                            "elastic/elasticsearch#36195",
                            "nodes recover from each other, each in the pool that has to answer the other",
                            JDK + ", two servers that know each other by address alone",
                            RecoveriesBothWays.class,
                            Said.finding(
                                    "pool-starvation",
                                    "critical",
                                    "north-generic",
                                    "call",
                                    "all 3 workers of north-generic wait in Socket$SocketInputStream.read at"
                                            + " RecoveriesBothWays.java:…; 3 tasks behind them, the oldest for …"),
                            CROSS)
                    .and(Said.finding(
                            "pool-starvation",
                            "critical",
                            "south-generic",
                            "call",
                            "all 3 workers of south-generic wait in Socket$SocketInputStream.read at"
                                    + " RecoveriesBothWays.java:…; 3 tasks behind them, the oldest for …")),
            Incident.of(
                    4,
                    "elastic/elasticsearch#68468",
                    "the holder of a lock waits for a permit, which a retry gives back that is queued behind all who wait for"
                            + " the lock",
                    JDK,
                    BulkRetry.class,
                    Said.finding(
                            "lock-held-while-waiting",
                            "critical",
                            "generic",
                            "permit",
                            "generic-1 of generic holds a lock (ReentrantLock) and has waited … in"
                                    + " Semaphore.acquire at BulkRetry.java:…; 3 workers wait behind it",
                            "the task in the queue of generic"),
                    LOCK),
            Incident.of(
                            10,
                            "spring-cloud/spring-cloud-commons#1139",
                            "the main thread holds the lock of all singletons and joins a worker that wants one",
                            JDK,
                            SingletonLock.class,
                            new Said(
                                    "lock-held-while-waiting",
                                    "critical",
                                    "ForkJoinPool.commonPool",
                                    true,
                                    "join",
                                    "main holds a lock (ConcurrentHashMap) and has waited … in CompletableFuture.join at"
                                            + " SingletonLock.java:…; 1 worker waits behind it",
                                    List.of("it never ends: main waits ")),
                            LOCK,
                            COMMON)
                    .jvm("-Djava.util.concurrent.ForkJoinPool.common.parallelism=3")
                    .option("probes", "on"),
            Incident.of(
                            11,
                            "CorfuDB/CorfuDB#1689",
                            "a parallel stream fills the common pool, its elements wait for a task given to that pool",
                            JDK,
                            LayoutInStream.class,
                            Said.deadlock(
                                    "ForkJoinPool.commonPool",
                                    "layout",
                                    "all 4 workers of ForkJoinPool.commonPool wait for tasks that are queued behind them in"
                                            + " ForkJoinPool.commonPool; … tasks wait, the oldest for …"),
                            COMMON)
                    .jvm("-Djava.util.concurrent.ForkJoinPool.common.parallelism=4"),
            Incident.of(
                    17,
                    "trinodb/trino#21954",
                    "partitions in parallel, and within them columns in parallel, on one fixed pool",
                    JDK,
                    NestedStatistics.class,
                    Said.deadlock(
                            "hive-glue-statistics",
                            "partition",
                            "all 4 workers of hive-glue-statistics wait for tasks that are queued behind them in"
                                    + " hive-glue-statistics; 12 tasks wait, the oldest for …"),
                    SELF),
            Incident.of(
                    18,
                    "trinodb/trino#26967",
                    "producers wait for room in a queue, what empties it is queued behind them",
                    JDK,
                    FullSplitQueue.class,
                    Said.finding(
                            "pool-starvation",
                            "critical",
                            "hudi-split-manager",
                            "put",
                            "all 4 workers of hudi-split-manager wait in ArrayBlockingQueue.put at"
                                    + " FullSplitQueue.java:…; 1 task behind them, the oldest for …",
                            "the task in the queue of hudi-split-manager",
                            "run what takes from the queue on another executor than hudi-split-manager"),
                    SELF),
            Incident.of(
                    19,
                    "trinodb/trino#15055",
                    "all workers stand behind a cache's lock, whose holder reads from a slow storage",
                    JDK,
                    CacheLock.class,
                    Said.finding(
                            "lock-held-while-waiting",
                            "critical",
                            "dispatcher-query",
                            "read",
                            "dispatcher-query-1 of dispatcher-query holds a lock (ReentrantLock) and has waited …"
                                    + " in Socket$SocketInputStream.read at CacheLock.java:…; 7 workers wait behind it"),
                    LOCK,
                    DROWN),
            Incident.of(
                    21,
                    "apache/pulsar#12726",
                    "a callback on a store's only thread waits for what that thread must complete",
                    JDK,
                    MetadataCallback.class,
                    Said.finding(
                            "pool-starvation",
                            "critical",
                            "metadata-store-6",
                            "policies",
                            "the only worker of metadata-store-6 waits in CompletableFuture.join at"
                                    + " MetadataCallback.java:…; 1 task behind it, the oldest for …",
                            Said.LIKELY,
                            "likely due from metadata-store-6"),
                    SELF),
            Incident.of(
                    22,
                    "apache/pulsar#22840",
                    "a Netty thread computes a map's entry and waits for a store, whose thread wants that entry",
                    "Netty",
                    BinLock.class,
                    Said.deadlock(
                            "metadata-store",
                            "metadata",
                            "the only worker of metadata-store and the only worker of pulsar-io wait for each other; 1 task"
                                    + " waits, the oldest for …",
                            ", which pulsar-io-1 holds",
                            "compose with thenCombine or thenCompose instead of join at BinLock.java"),
                    LOCK,
                    CROSS),
            Incident.of(
                    23,
                    "aws/aws-sdk-java-v2#4557",
                    "callbacks on a client's response pool join what that pool completes",
                    JDK,
                    ResponseCallbacks.class,
                    Said.finding(
                            "pool-starvation",
                            "critical",
                            "sdk-async-response",
                            "copy",
                            "all 3 workers of sdk-async-response wait in CompletableFuture.join at"
                                    + " ResponseCallbacks.java:…; 3 tasks behind them, the oldest for …",
                            Said.LIKELY),
                    SELF),
            Incident.of(
                    30,
                    "jetty/jetty.project#7212",
                    "all threads of Jetty's pool wait for a write whose callback needs one of them",
                    "Jetty",
                    WriteCallbacks.class,
                    Said.finding(
                            "pool-starvation",
                            "critical",
                            "qtp",
                            "write",
                            "all 4 workers of qtp wait in Blocker$4.block at WriteCallbacks.java:…; 4 tasks behind them, the"
                                    + " oldest for …",
                            "one of the 4 tasks in the queue of qtp"),
                    SELF),
            Incident.of(
                    31,
                    "quarkusio/quarkus#13158",
                    "a cache loads on the executor whose threads wait for it",
                    "Caffeine, jboss-threads",
                    CacheLoadsOnCallers.class,
                    Said.deadlock(
                            "executor-thread",
                            "request",
                            "all 4 workers of executor-thread wait for tasks that are queued behind them in"
                                    + " executor-thread; 4 tasks wait, the oldest for …"),
                    SELF),
            Incident.of(
                    33,
                    "ben-manes/caffeine#203",
                    "an eviction waits for a bin that a slow computation holds, and requests for the eviction",
                    "Caffeine",
                    EvictionLock.class,
                    Said.finding(
                            "lock-held-while-waiting",
                            "critical",
                            "loader",
                            "compute",
                            "loader-1 of loader holds a lock (ConcurrentHashMap$Node) and has waited … in"
                                    + " CountDownLatch.await at EvictionLock.java:…; 1 worker waits behind it, and 7 behind"
                                    + " those who do"),
                    LOCK),
            Incident.of(
                            39,
                            "scala/bug#10484",
                            "tasks of Scala's global context await others, until no thread is added any more",
                            "Scala",
                            AwaitOnGlobal.class,
                            Said.finding(
                                    "pool-starvation",
                                    "critical",
                                    "scala-execution-context-global",
                                    "await",
                                    "all … workers of scala-execution-context-global wait in Await.result at AwaitOnGlobal.java:…;"
                                            + " … tasks behind them, the oldest for …",
                                    "tasks in the queue of scala-execution-context-global"),
                            COMMON)
                    .jvm(
                            "-Dscala.concurrent.context.numThreads=4",
                            "-Dscala.concurrent.context.minThreads=4",
                            "-Dscala.concurrent.context.maxThreads=4",
                            "-Dscala.concurrent.context.maxExtraThreads=4"),
            Incident.of(
                            41,
                            "opensearch-project/notifications#1248",
                            "`runBlocking` on a dispatcher's threads waits for that dispatcher",
                            "kotlinx.coroutines",
                            RunBlockingOnDefault.class,
                            Said.finding(
                                    "pool-starvation",
                                    "critical",
                                    "DefaultDispatcher",
                                    "runBlocking",
                                    "all 4 workers of DefaultDispatcher wait in BuildersKt.runBlocking at"
                                            + " RunBlockingOnDefault.java:…; 4 tasks behind them, the oldest for …",
                                    Said.LIKELY,
                                    "let RunBlockingOnDefault.upload suspend instead of calling runBlocking"),
                            SELF)
                    .jvm("-Dkotlinx.coroutines.scheduler.core.pool.size=4"),
            Incident.of(
                    47,
                    "eclipse-rdf4j/rdf4j#6020",
                    "two workers initialise two classes that need each other",
                    JDK,
                    ClassInitCycle.class,
                    Said.finding(
                            "pool-starvation",
                            "critical",
                            "worker",
                            null,
                            "both workers of worker wait for a class to be initialised at ClassInitCycle.java:…; 1 task behind"
                                    + " them, the oldest for …",
                            "inside the static initialiser of io.poolscope.tests.incident.ClassInitCycle$Values",
                            "inside the static initialiser of io.poolscope.tests.incident.ClassInitCycle$Literals",
                            "where static initialisers need each other, break the circle"),
                    LOCK),
            Incident.of(
                            48,
                            "elastic/elasticsearch#71171",
                            "tasks wait for tasks of their pool, which goes well while the pool is large enough",
                            JDK,
                            HiddenNesting.class,
                            Said.finding(
                                    "starvation-hazard",
                                    "warning",
                                    "snapshot_meta",
                                    "nested",
                                    "tasks of snapshot_meta wait for tasks of snapshot_meta at HiddenNesting.java:…: nesting 2,"
                                            + " size 5, spare 3"),
                            SELF)
                    .option("mode", "load-test")
                    .option("probes", "on"));

    static Stream<Arguments> runs() {
        return Rebuilt.runs(INCIDENTS);
    }

    @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
    @MethodSource("runs")
    void isTold(Incident incident, Run run) {
        Rebuilt.isTold(incident, run);
    }
}
