package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that say more about a wait than the object that is parked on: a connection borrowed, a promise awaited, an
 * exchange over HTTP. A visible list; the outermost entry of it above the site decides, because that is the call that
 * the application made.
 */
final class KnownCalls {

    /**
     * One call.
     *
     * @param owner beginning of the class name
     * @param method method name; null: any
     * @param kind what is really waited for
     * @param async whether that is an asynchronous result
     */
    record Call(String owner, @Nullable String method, BlockKind kind, boolean async) {
        boolean matches(StackTraceElement frame) {
            return frame.getClassName().startsWith(owner)
                    && (method == null || frame.getMethodName().equals(method));
        }
    }

    private static final List<Call> ALL = List.of(
            // Borrowing from a bounded pool of connections.
            resource("com.zaxxer.hikari.pool.HikariPool", "getConnection"),
            resource("com.zaxxer.hikari.util.ConcurrentBag", "borrow"),
            resource("org.apache.commons.pool2.impl.GenericObjectPool", "borrowObject"),
            resource("org.apache.commons.pool2.impl.GenericKeyedObjectPool", "borrowObject"),
            resource("org.apache.commons.pool.impl.", "borrowObject"),
            resource("org.apache.tomcat.dbcp.pool2.impl.", "borrowObject"),
            resource("org.apache.tomcat.jdbc.pool.ConnectionPool", "borrowConnection"),
            resource("org.apache.http.impl.conn.PoolingHttpClientConnectionManager", null),
            resource("org.apache.http.pool.AbstractConnPool", null),
            resource("org.apache.hc.core5.pool.", null),
            resource("org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager", null),
            resource("io.agroal.pool.ConnectionPool", null),
            resource("com.mchange.v2.resourcepool.", null),
            resource("com.alibaba.druid.pool.DruidDataSource", null),
            resource("com.mongodb.internal.connection.DefaultConnectionPool", null),
            resource("oracle.ucp.", null),
            // Synchronous exchanges: a future inside, but the application asked for none.
            exchange("jdk.internal.net.http.HttpClientImpl", "send"),
            exchange("jdk.internal.net.http.HttpClientFacade", "send"),
            exchange("org.springframework.http.client.JdkClientHttpRequest", null),
            exchange("io.lettuce.core.FutureSyncInvocationHandler", null),
            exchange("okhttp3.internal.http2.Http2Stream", null),
            exchange("io.grpc.stub.ClientCalls", "blockingUnaryCall"),
            exchange("io.grpc.stub.ClientCalls$BlockingResponseStream", null),
            exchange("io.grpc.stub.BlockingClientCall", null),
            // Asynchronous results that are awaited by other names than get and join.
            promise("reactor.core.publisher.BlockingSingleSubscriber", "blockingGet"),
            promise("reactor.core.publisher.BlockingMonoSubscriber", "blockingGet"),
            promise("reactor.core.publisher.BlockingOptionalMonoSubscriber", "blockingGet"),
            promise("reactor.core.publisher.BlockingIterable", null),
            promise("rx.internal.util.BlockingUtils", null),
            promise("io.reactivex.internal.observers.Blocking", null),
            promise("io.reactivex.internal.subscribers.Blocking", null),
            promise("io.reactivex.internal.operators.flowable.BlockingFlowable", null),
            promise("io.reactivex.internal.operators.observable.BlockingObservable", null),
            promise("io.reactivex.internal.util.BlockingHelper", null),
            promise("io.reactivex.rxjava3.internal.observers.Blocking", null),
            promise("io.reactivex.rxjava3.internal.subscribers.Blocking", null),
            promise("io.reactivex.rxjava3.internal.operators.flowable.BlockingFlowable", null),
            promise("io.reactivex.rxjava3.internal.operators.observable.BlockingObservable", null),
            promise("io.reactivex.rxjava3.internal.util.BlockingHelper", null),
            promise("io.smallrye.mutiny.operators.uni.UniBlockingAwait", "await"),
            promise("kotlinx.coroutines.BlockingCoroutine", "joinBlocking"),
            promise("scala.concurrent.Await$", null),
            promise("scala.concurrent.impl.Promise$DefaultPromise", null),
            // Subtasks of a scope (25, a preview there).
            promise("java.util.concurrent.StructuredTaskScope", "join"),
            promise("com.twitter.util.Await$", null),
            promise("org.apache.kafka.clients.producer.internals.FutureRecordMetadata", "get"),
            // The first of several results: below it are futures, a completion service and its queue.
            promise("java.util.concurrent.AbstractExecutorService", "invokeAny"),
            // The next finished future, whichever it is.
            new Call("java.util.concurrent.ExecutorCompletionService", null, BlockKind.QUEUE, true),
            // Bytes or characters from another thread.
            new Call("java.io.PipedInputStream", null, BlockKind.QUEUE, false),
            new Call("java.io.PipedReader", null, BlockKind.QUEUE, false),
            new Call("sun.nio.ch.SourceChannelImpl", "read", BlockKind.QUEUE, false),
            new Call("sun.nio.ch.SinkChannelImpl", "write", BlockKind.QUEUE, false),
            new Call("java.util.concurrent.CyclicBarrier", null, BlockKind.BARRIER, false),
            new Call("java.util.concurrent.Phaser", null, BlockKind.BARRIER, false),
            new Call("java.util.concurrent.Exchanger", null, BlockKind.BARRIER, false),
            new Call("java.lang.ProcessImpl", "waitFor", BlockKind.PROCESS, false),
            new Call("java.lang.Process", "waitFor", BlockKind.PROCESS, false),
            new Call("java.lang.ProcessImpl$ProcessPipe", null, BlockKind.PROCESS, false),
            new Call("java.lang.Process$Pipe", null, BlockKind.PROCESS, false),
            new Call("java.lang.Thread", "join", BlockKind.THREAD_JOIN, false));

    /** Methods by which a library's future or promise is awaited. */
    private static final Set<String> AWAITING =
            Set.of("get", "getUninterruptibly", "join", "await", "awaitUninterruptibly", "sync", "syncUninterruptibly");

    private KnownCalls() {}

    /**
     * What the outermost known call among the frames above the site says.
     *
     * @param stack innermost first
     * @param site index of the site; only frames above it count
     */
    static @Nullable Call among(StackTraceElement[] stack, int site) {
        for (int i = site - 1; i >= 0; i--) {
            for (Call call : ALL) {
                if (call.matches(stack[i])) {
                    return call;
                }
            }
        }
        return null;
    }

    /** Whether a call of this class is known to be a wait of this kind. */
    static boolean knows(String className, BlockKind kind) {
        for (Call call : ALL) {
            if (call.kind == kind && className.startsWith(call.owner)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a library's future is awaited: a class by the name of a future, a method by the name of a wait. */
    static boolean awaitsFuture(StackTraceElement[] stack, int site) {
        for (int i = site - 1; i >= 0; i--) {
            if (awaitsFuture(stack[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether this frame awaits a future, by its names. */
    static boolean awaitsFuture(StackTraceElement frame) {
        String owner = frame.getClassName();
        return (owner.endsWith("Future") || owner.endsWith("Promise")) && AWAITING.contains(frame.getMethodName());
    }

    /** Whether a {@code java.util.concurrent} queue is waited on. */
    static boolean inQueue(StackTraceElement[] stack, int site) {
        for (int i = 0; i < site; i++) {
            String owner = stack[i].getClassName();
            if (owner.startsWith("java.util.concurrent.")
                    && !owner.startsWith("java.util.concurrent.locks.")
                    && (owner.contains("Queue") || owner.contains("Deque"))) {
                return true;
            }
        }
        return false;
    }

    private static Call resource(String owner, @Nullable String method) {
        return new Call(owner, method, BlockKind.CONNECTION_POOL, false);
    }

    private static Call exchange(String owner, @Nullable String method) {
        return new Call(owner, method, BlockKind.SOCKET, false);
    }

    private static Call promise(String owner, @Nullable String method) {
        return new Call(owner, method, BlockKind.FUTURE, true);
    }
}
