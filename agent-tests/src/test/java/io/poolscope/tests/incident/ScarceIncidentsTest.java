package io.poolscope.tests.incident;

import io.poolscope.tests.harness.Run;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Incidents in which there is too little of something: of connections, of loops, of carriers; or in which nothing stands in a
 * circle: it is only slow, or what is waited for never comes, and neither is a deadlock.
 */
final class ScarceIncidentsTest {

    private static final String OWN_ANSWER =
            "if it is an answer that comes over a connection of this same loop of %s, it cannot come";

    static final List<Incident> INCIDENTS = List.of(
            Incident.of(
                    34,
                    "brettwooldridge/HikariCP#442, slick/slick#1274",
                    "ten tasks hold one of ten connections each, and each needs another one",
                    "HikariCP",
                    TwoConnectionsPerTask.class,
                    Said.finding(
                            "resource-starvation",
                            "critical",
                            "slick",
                            "second",
                            "all 10 workers of slick wait for a connection of HikariCP orders-db at"
                                    + " TwoConnectionsPerTask.java:…, 10 of 10 are in use; those that wait likely hold …",
                            "hold one already",
                            "take no second connection at TwoConnectionsPerTask.java:"),
                    Shape.RES),
            Incident.of(
                            35,
                            "brettwooldridge/HikariCP#2353",
                            "coroutines are suspended while they hold a connection, and no thread is left to resume them on",
                            "HikariCP, kotlinx.coroutines",
                            SuspendedWithAConnection.class,
                            Said.finding(
                                    "resource-starvation",
                                    "critical",
                                    "DefaultDispatcher",
                                    "connection",
                                    "all 4 workers of DefaultDispatcher wait for a connection of HikariCP stock-db at"
                                            + " SuspendedWithAConnection.java:…, 3 of 3 are in use; …",
                                    "given back"),
                            Shape.RES)
                    .jvm("-Dkotlinx.coroutines.scheduler.core.pool.size=4"),
            Incident.of(
                            36,
                            "spring-cloud/spring-cloud-netflix#2814, mitre/HTTP-Proxy-Servlet#23",
                            "a proxy closes no response, and all threads of the server wait to lease a connection",
                            "Jetty, Apache HttpClient 5",
                            UnconsumedResponses.class,
                            Said.finding(
                                    "pool-starvation",
                                    "critical",
                                    "http",
                                    "lease",
                                    "… of 16 workers of http wait in HttpClient.executeOpen at UnconsumedResponses.java:…; … behind"
                                            + " them, the oldest for …",
                                    "a connection of a pool that has none to spare",
                                    "give it back in any case (try-with-resources)"),
                            Shape.RES)
                    .besides("resource-starvation"),
            Incident.of(
                    42,
                    "CruGlobal/godtools-android#4518, square/okhttp#7904",
                    "an interceptor waits, inside a lock, for a call that is queued behind the five which its host allows",
                    "OkHttp",
                    InterceptorCalls.class,
                    Said.finding(
                            "lock-held-while-waiting",
                            "critical",
                            "OkHttp Dispatcher",
                            "token",
                            "OkHttp http://127.0.0.1:… of OkHttp Dispatcher holds a lock (Object) and has waited … in"
                                    + " CompletableFuture.join at InterceptorCalls.java:…; 4 workers wait behind it",
                            "(5 workers)"),
                    Shape.RES,
                    Shape.LOCK),
            Incident.of(
                    5,
                    "elastic/elasticsearch#10766, #8266",
                    "a thread of the transport waits for a response that only itself can read",
                    "Netty",
                    TransportAwaitsResponse.class,
                    Said.finding(
                            "event-loop-blocked",
                            "critical",
                            "transport_worker",
                            "response",
                            "the only event loop of transport_worker waits in CompletableFuture.join at"
                                    + " TransportAwaitsResponse.java:…, for …",
                            OWN_ANSWER.formatted("transport_worker")),
                    Shape.LOOP),
            Incident.of(
                    25,
                    "redis/lettuce#784, #1402, #1407, #1775, #298",
                    "a listener calls a synchronous command on the loop that would read its reply",
                    "Lettuce",
                    SyncInListener.class,
                    Said.finding(
                            "event-loop-blocked",
                            "critical",
                            "lettuce-epollEventLoop-4",
                            "listener",
                            "the only event loop of lettuce-epollEventLoop-4 waits in AbstractInvocationHandler.invoke at"
                                    + " SyncInListener.java:…, for …",
                            OWN_ANSWER.formatted("lettuce-epollEventLoop-4")),
                    Shape.LOOP),
            Incident.of(
                    28,
                    "netty/netty#782, #1076, pravega/pravega#3279, CloudNet#1461",
                    "two handlers call sync() on writes to a channel of each other's loop",
                    "Netty",
                    SyncOnOtherLoop.class,
                    Said.deadlock(
                            "bridge",
                            "sync",
                            "both workers of bridge wait for tasks that are queued behind them in bridge; 2 tasks wait, the"
                                    + " oldest for …",
                            "go on in a listener of that future (addListener) instead of sync at SyncOnOtherLoop.java:"),
                    Shape.LOOP),
            Incident.of(
                    29,
                    "micronaut-projects/micronaut-core#8354, #8198",
                    "a blocking client is called on a loop of the group that its connections are spread over",
                    "Netty",
                    BlockingClientOnLoop.class,
                    Said.finding(
                            "event-loop-blocked",
                            "critical",
                            "default-nioEventLoopGroup",
                            "retrieve",
                            "…CompletableFuture.join at BlockingClientOnLoop.java:…, for …",
                            OWN_ANSWER.formatted("default-nioEventLoopGroup")),
                    Shape.LOOP),
            Incident.of(
                            43,
                            "sboesebeck/morphium#234",
                            "pinned threads hold all carriers and wait for a lock, whose holder has no carrier to go on",
                            "the JDK",
                            PinnedBehindLock.class,
                            Said.finding(
                                    "carrier-pinned",
                                    "critical",
                                    "virtual threads",
                                    "lock",
                                    "both carriers of virtual threads are held: virtual threads block in ReentrantLock.lock at"
                                            + " PinnedBehindLock.java:… and cannot leave their carriers, the longest for …: a"
                                            + " native frame, Class.forName0; the ReentrantLock is held by a virtual thread that"
                                            + " has no carrier now"),
                            Shape.CARRIER)
                    .from(24)
                    .jvm("-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2"),
            Incident.of(
                            44,
                            "trinodb/trino#21512, keycloak/keycloak#48905, google/dagger#4079, zulu#341",
                            "virtual threads block in class initialisers and native frames, and keep their carriers",
                            "the JDK",
                            PinnedBySite.class,
                            Said.finding(
                                    "carrier-pinned",
                                    "warning",
                                    "virtual threads",
                                    "loader",
                                    "virtual threads block in LockSupport.parkNanos at PinnedBySite.java:… and cannot leave"
                                            + " their carriers, the longest for … ms: a native frame, Class.forName0"),
                            Shape.CARRIER)
                    .and(Said.finding(
                            "carrier-pinned",
                            "warning",
                            "virtual threads",
                            "initialiser",
                            "virtual threads block in LockSupport.parkNanos at PinnedBySite.java:… and cannot leave their"
                                    + " carriers, the longest for …: the class initialiser of PinnedBySite$Settings"))
                    .from(24)
                    .jvm("-Djdk.virtualThreadScheduler.parallelism=4", "-Djdk.virtualThreadScheduler.maxPoolSize=4"),
            Incident.of(
                    6,
                    "elastic/elasticsearch#109100, #99487",
                    "a thread of the transport computes for twelve seconds",
                    "Netty",
                    LongTransportWork.class,
                    Said.finding(
                            "event-loop-blocked",
                            "warning",
                            "transport_worker",
                            "publish",
                            "1 of 2 event loops of transport_worker has been inside one handler for up to …"
                                    + " (transport_worker-1) at LongTransportWork.java:…",
                            " of CPU there"),
                    Shape.DROWN),
            Incident.of(
                    9,
                    "spring-projects/spring-framework#36160",
                    "Spring waits on the executor's threads for futures that a reactive client completes",
                    "Spring, Reactor",
                    AsyncAwaitsReactive.class,
                    Said.finding(
                            "blocking-wait",
                            "warning",
                            "quotes",
                            null,
                            "workers of quotes lost … of their time) waiting in CompletableFuture.get at"
                                    + " AsyncExecutionInterceptor.java:…",
                            "take @Async off the method"),
                    Shape.DROWN),
            Incident.of(
                            37,
                            "apache/dubbo#5620",
                            "a burst exhausts the pool; the thread dump that follows shows it idle",
                            "the JDK",
                            ExhaustedByBurst.class,
                            Said.finding(
                                    "rejected-tasks",
                                    "warning",
                                    "DubboServerHandler",
                                    "dispatch",
                                    "DubboServerHandler rejected … tasks (a lambda of ExhaustedByBurst) submitted at"
                                            + " ExhaustedByBurst.java:… in …, while all 40 workers waited, most in Thread.sleep at"
                                            + " ExhaustedByBurst.java:…"),
                            Shape.DROWN)
                    .option("probes", "on"),
            Incident.of(
                            40,
                            "scalikejdbc/scalikejdbc#486, spotify/scio#1624",
                            "tasks sleep on the global execution context until something is over",
                            "Scala",
                            GlobalContextSleeps.class,
                            Said.finding(
                                    "pool-starvation",
                                    "critical",
                                    "scala-execution-context-global",
                                    "sleep",
                                    "all 4 workers of scala-execution-context-global wait in Thread.sleep at"
                                            + " GlobalContextSleeps.java:…; … behind them, the oldest for …",
                                    "instead of sleeping at GlobalContextSleeps.java:"),
                            Shape.DROWN)
                    .jvm(
                            "-Dscala.concurrent.context.numThreads=4",
                            "-Dscala.concurrent.context.minThreads=4",
                            "-Dscala.concurrent.context.maxThreads=4"),
            Incident.of(
                            46,
                            "keycloak/keycloak#38925",
                            "each request parks a worker on a future, and the pool grows without a bound",
                            "the JDK",
                            ParkedPerRequest.class,
                            Said.finding(
                                    "pool-growth",
                                    "warning",
                                    "executor-thread",
                                    "changes",
                                    "executor-thread grew from … to … threads in … and still grows; … of them wait inside tasks, most"
                                            + " at ParkedPerRequest.java:…"),
                            Shape.DROWN)
                    .jvm("-XX:ActiveProcessorCount=2"),
            Incident.of(
                            24,
                            "aws/aws-sdk-java-v2#3652",
                            "the task that would complete a future is rejected, and nobody is told",
                            "the JDK",
                            SwallowedRejection.class,
                            Said.finding(
                                    "rejected-tasks",
                                    "warning",
                                    "sdk-async-response",
                                    "complete",
                                    "sdk-async-response rejected … tasks (a lambda of SwallowedRejection) submitted at"
                                            + " SwallowedRejection.java:… in …"),
                            Shape.LOST)
                    .and(Said.finding(
                            "blocking-wait",
                            "warning",
                            "uploads",
                            "upload",
                            "workers of uploads lost … waiting in CompletableFuture.join at SwallowedRejection.java:…",
                            "the longest for"))
                    .option("probes", "on"),
            Incident.of(
                    38,
                    "grpc/grpc-java#12456, #12185",
                    "a blocking stub without a deadline waits for an end of its call that was lost",
                    "gRPC",
                    UnansweredCall.class,
                    Said.finding(
                            "pool-starvation",
                            "critical",
                            "imports",
                            "stub",
                            "all 4 workers of imports wait in ClientCalls.blockingUnaryCall at UnansweredCall.java:…; 6 tasks"
                                    + " behind them, the oldest for …",
                            "a deadline (withDeadlineAfter)"),
                    Shape.LOST),
            Incident.of(
                            45,
                            "keycloak/keycloak#45998",
                            "requests poll a queue whose producer has died",
                            "the JDK",
                            DeadProducer.class,
                            Said.finding(
                                    "pool-starvation",
                                    "critical",
                                    "executor-thread",
                                    "poll",
                                    "all 8 workers of executor-thread wait in ArrayBlockingQueue.poll at DeadProducer.java:…; …"
                                            + " behind them, the oldest for …",
                                    "see that what fills the queue still runs"),
                            Shape.LOST)
                    .and(Said.finding(
                            "lost-exception",
                            "warning",
                            "key-generator",
                            "generator",
                            "a failed task of key-generator submitted at DeadProducer.java:…: nobody read"
                                    + " IllegalStateException"))
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
