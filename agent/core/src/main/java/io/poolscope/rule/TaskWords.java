package io.poolscope.rule;

import io.poolscope.snapshot.CodeLocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person calls a task, and what a wait waits for where no task is known. */
final class TaskWords {
    private static final String LAMBDA = "$$Lambda";
    private static final String GUAVA = "com.google.common.util.concurrent.";
    private static final String CF = "java.util.concurrent.CompletableFuture";

    /** Futures of well-known libraries, by binary class name: what stands behind them. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(
                    "jdk.internal.net.http.common.MinimalFuture",
                    "a reply that java.net.http.HttpClient has asked for"),
            Map.entry(CF, "a CompletableFuture"),
            // What a waiter is parked on where the future itself was not seen.
            Map.entry(CF + "$Signaller", "a CompletableFuture"),
            Map.entry("java.util.concurrent.FutureTask", "a FutureTask"),
            Map.entry("java.util.concurrent.ForkJoinTask", "a fork-join task"),
            Map.entry("java.util.concurrent.RecursiveTask", "a fork-join task"),
            Map.entry("java.util.concurrent.RecursiveAction", "a fork-join task"),
            Map.entry("java.util.concurrent.CountedCompleter", "a fork-join task"),
            Map.entry("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask", "a scheduled task"),
            Map.entry("java.util.concurrent.ExecutorCompletionService$QueueingFuture", "a FutureTask"),
            Map.entry("io.netty.util.concurrent.DefaultPromise", "a Netty promise"),
            Map.entry("com.zaxxer.hikari.util.ConcurrentBag", "a connection that another thread has"),
            Map.entry("com.zaxxer.hikari.pool.HikariPool", "a connection that another thread has"),
            Map.entry("org.apache.commons.pool2.impl.GenericObjectPool", "a connection that another thread has"),
            Map.entry(
                    "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager",
                    "a connection that another thread has"),
            Map.entry("org.apache.hc.core5.pool.StrictConnPool", "a connection that another thread has"),
            Map.entry("org.apache.hc.core5.pool.LaxConnPool", "a connection that another thread has"),
            Map.entry("io.netty.util.concurrent.PromiseTask", "a task of a Netty executor"),
            Map.entry("kotlinx.coroutines.BlockingCoroutine", "a Kotlin coroutine"),
            // A Condition is a part of its lock; whose it is the blocker does not say.
            Map.entry("java.util.concurrent.locks.AbstractQueuedSynchronizer", "a signal of another thread"),
            Map.entry(GUAVA + "CollectionFuture$ListFuture", "a list of Guava ListenableFutures"),
            Map.entry("io.netty.channel.DefaultChannelPromise", "an operation on a Netty channel"),
            Map.entry("io.lettuce.core.protocol.AsyncCommand", "a reply of Redis that Lettuce has asked for"),
            Map.entry("reactor.core.publisher.MonoToCompletableFuture", "the value of a Reactor Mono"),
            Map.entry("com.google.common.util.concurrent.SettableFuture", "a Guava SettableFuture"),
            Map.entry("org.apache.http.concurrent.BasicFuture", "a reply that Apache HttpAsyncClient has asked for"),
            Map.entry("org.apache.hc.core5.concurrent.BasicFuture", "a reply that Apache HttpClient has asked for"),
            Map.entry("org.apache.kafka.common.internals.KafkaFutureImpl", "a reply of Kafka's brokers"),
            Map.entry(
                    "org.apache.kafka.clients.producer.internals.FutureRecordMetadata",
                    "Kafka's acknowledgement of a record"));

    /** Beginnings of classes of which no more needs to be told apart. */
    private static final List<Map.Entry<String, String>> FAMILIES = List.of(
            Map.entry("reactor.core.publisher.Blocking", "the value of a Reactor publisher"),
            Map.entry("io.reactivex.", "the value of an RxJava source"),
            Map.entry("scala.concurrent.", "a Scala Future"),
            Map.entry(GUAVA, "a Guava ListenableFuture"));

    /** What Kotlin's dispatchers have in their queues: every coroutine is one. */
    private static final String COROUTINE = "kotlinx.coroutines.internal.DispatchedContinuation";

    private TaskWords() {}

    /**
     * In a sentence: {@code TaxLookup}, {@code the lambda submitted at Nested.java:17}, {@code a lambda of Nested}.
     *
     * @param task class, as in a snapshot
     * @param submittedAt null where unknown
     */
    static String brief(String task, @Nullable CodeLocation submittedAt) {
        if (task.equals(COROUTINE)) {
            return "the coroutine";
        }
        return submittedAt != null && task.contains(LAMBDA)
                ? "the lambda submitted at " + Words.line(submittedAt)
                : Words.simple(task);
    }

    /** In a line of its own: {@code com.acme.TaxLookup}, {@code a lambda of com.acme.Nested}. */
    static String full(String task) {
        if (task.equals(COROUTINE)) {
            return "a Kotlin coroutine";
        }
        int lambda = task.indexOf(LAMBDA);
        return lambda < 0 ? task : "a lambda of " + task.substring(0, lambda);
    }

    /** Whether it is completed by what another process answers. */
    static boolean isReply(String type) {
        String known = awaited(type);
        return known.startsWith("a reply ") || known.startsWith("Kafka's ");
    }

    /** An awaited object, by its class, where it is not known which task completes it. */
    static String awaited(String type) {
        // Adapters of a fork-join pool are classes inside ForkJoinTask, with names that differ from JDK to JDK.
        String outer =
                type.startsWith("java.util.concurrent.ForkJoinTask$") ? "java.util.concurrent.ForkJoinTask" : type;
        String known = KNOWN.get(outer);
        for (int i = 0; known == null && i < FAMILIES.size(); i++) {
            known = type.startsWith(FAMILIES.get(i).getKey()) ? FAMILIES.get(i).getValue() : null;
        }
        return known == null ? type : known;
    }
}
