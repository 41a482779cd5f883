package io.poolscope.tests.library;

/** What is run, as {@code docs/coverage.md} calls it; the artifact's version is that of the tests' class path. */
enum Family {
    TIMER("`java.util.Timer`"),
    STREAMS("parallel streams (the common pool)"),
    JDK_HTTP("JDK `HttpClient`, `HttpServer`"),
    THREAD_PER_TASK("`ThreadPerTaskExecutor`, structured concurrency"),
    WRAPPED(
            "wrapped, subclassed and decorated executors",
            "Micrometer",
            "micrometer-core",
            "context-propagation",
            "context-propagation",
            "OpenTelemetry",
            "opentelemetry-context"),
    GUAVA("Guava `ListeningExecutorService`", "Guava", "guava"),
    SPRING("Spring `ThreadPoolTaskExecutor`, `ThreadPoolTaskScheduler`, `@Async`", "Spring", "spring-context"),
    QUARTZ("Quartz `SimpleThreadPool`", "Quartz", "quartz"),
    GRPC("gRPC servers and channels", "gRPC", "grpc-netty-shaded"),
    SCALA("Scala's global execution context", "Scala", "scala-library"),
    PEKKO("Pekko and Akka dispatchers", "Pekko", "pekko-actor_2.13", "Akka", "akka-actor_2.13"),
    NETTY("Netty loops and executor groups", "Netty", "netty-transport"),
    VERTX("Vert.x event loops and workers", "Vert.x", "vertx-core"),
    JETTY("Jetty `QueuedThreadPool`", "Jetty", "jetty-server"),
    UNDERTOW(
            "Undertow, XNIO, JBoss `EnhancedQueueExecutor`",
            "Undertow",
            "undertow-core",
            "XNIO",
            "xnio-api",
            "jboss-threads",
            "jboss-threads"),
    REACTOR("Reactor schedulers", "reactor-core", "reactor-core"),
    COROUTINES("Kotlin `Dispatchers.Default` and `IO`", "kotlinx.coroutines", "kotlinx-coroutines-core-jvm"),
    HOUSEKEEPING("housekeeping of HikariCP and Kafka", "HikariCP", "HikariCP", "Kafka", "kafka-clients"),
    HOME_MADE("anything else (unrecognised)");

    final String title;
    private final String[] artifacts;

    /** With pairs of a library's name and its artifact's. */
    Family(String title, String... artifacts) {
        this.title = title;
        this.artifacts = artifacts;
    }

    /** {@code Jetty 12.0.16}; of the JDK's own the JDKs. */
    String versions() {
        StringBuilder versions = new StringBuilder();
        for (int i = 0; i < artifacts.length; i += 2) {
            versions.append(i == 0 ? "" : ", ")
                    .append(artifacts[i])
                    .append(' ')
                    .append(ClassPath.version(artifacts[i + 1]));
        }
        return versions.isEmpty() ? "the JDK" : versions.toString();
    }
}
