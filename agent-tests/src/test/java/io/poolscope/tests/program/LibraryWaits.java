package io.poolscope.tests.program;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.Promise;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.util.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * For each way in which libraries let a thread wait for an asynchronous result, a pool of two workers: one waits in just
 * that way, for ever, the other for a task.
 */
public final class LibraryWaits {

    private static final Map<String, Threads.Body> WAYS = new LinkedHashMap<>();

    private LibraryWaits() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ways();
        for (Map.Entry<String, Threads.Body> way : WAYS.entrySet()) {
            ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2, Threads.named(way.getKey()));
            pool.prestartAllCoreThreads();
            pool.execute(way.getValue()::runUnchecked);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void ways() throws Exception {
        WAYS.put("guava-unchecked", LibraryWaits::guavaUnchecked);
        WAYS.put("guava-get", LibraryWaits::guavaGet);
        ListeningExecutorService busy =
                MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(1, Threads.named("guava-busy")));
        busy.execute(() -> Threads.await(new CountDownLatch(1)));
        WAYS.put("guava-queued", () -> guavaQueued(busy));
        ListeningExecutorService running =
                MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(1, Threads.named("guava-runs")));
        WAYS.put("guava-running", () -> guavaRunning(running));
        DefaultEventLoop loop = new DefaultEventLoop(Threads.named("netty-loop"));
        WAYS.put("netty-sync", () -> nettySync(loop));
        WAYS.put("netty-await", () -> nettyAwait(loop));
        WAYS.put("reactor-mono", LibraryWaits::reactorMono);
        WAYS.put("reactor-first", LibraryWaits::reactorFirst);
        WAYS.put("reactor-stream", LibraryWaits::reactorStream);
        WAYS.put("rx-single", LibraryWaits::rxSingle);
        WAYS.put("rx-first", LibraryWaits::rxFirst);
        WAYS.put("rx-iterable", LibraryWaits::rxIterable);
        WAYS.put("rx-await", LibraryWaits::rxAwait);
        CoroutineWaits.ways(WAYS);
        WAYS.put("scala-await", LibraryWaits::scalaAwait);
        ActorSystem system = ActorSystem.create("shop");
        ActorRef mute = system.actorOf(Props.create(Mute.class, Mute::new));
        WAYS.put("pekko-ask", () -> pekkoAsk(mute));
        WAYS.put("vertx-stage", LibraryWaits::vertxStage);
        Cache<String, String> cache = Caffeine.newBuilder().build();
        CountDownLatch loading = new CountDownLatch(1);
        Threads.start("caffeine-loader", () -> got(cache.get("key", key -> load(loading))));
        WAYS.put("caffeine-get", () -> caffeineGet(cache, loading));
        AsyncCache<String, String> async = Caffeine.newBuilder().buildAsync();
        WAYS.put("caffeine-async", () -> caffeineAsync(async));
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("shop.Prices/Get")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("shop.Prices")
                        .addMethod(method, ServerCalls.asyncUnaryCall((request, answer) -> {}))
                        .build())
                .build()
                .start();
        Channel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        WAYS.put("grpc-blocking", () -> grpcBlocking(channel, method));
        WAYS.put("grpc-future", () -> grpcFuture(channel, method));
    }

    private static void grpcBlocking(Channel channel, MethodDescriptor<byte[], byte[]> method) {
        ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, new byte[1]); // mark: grpc-blocking
    }

    private static void grpcFuture(Channel channel, MethodDescriptor<byte[], byte[]> method) throws Exception {
        ClientCalls.futureUnaryCall(channel.newCall(method, CallOptions.DEFAULT), new byte[1])
                .get(); // mark: grpc-future
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What never comes. */
    private static void got(Object answer) {
        throw new IllegalStateException("an answer: " + answer);
    }

    private static void guavaUnchecked() {
        Futures.getUnchecked(SettableFuture.create()); // mark: guava-unchecked
    }

    private static void guavaGet() throws Exception {
        SettableFuture.create().get(); // mark: guava-get
    }

    private static void guavaQueued(ListeningExecutorService busy) throws Exception {
        var answer = busy.submit(() -> "never");
        answer.get(); // mark: guava-queued
    }

    private static void guavaRunning(ListeningExecutorService running) throws Exception {
        var answer = Futures.transform(
                running.submit(() -> Threads.await(new CountDownLatch(1))), done -> "never", Runnable::run);
        answer.get(); // mark: guava-running
    }

    private static void nettySync(DefaultEventLoop loop) throws Exception {
        Promise<String> promise = loop.newPromise();
        promise.sync(); // mark: netty-sync
    }

    private static void nettyAwait(DefaultEventLoop loop) throws Exception {
        Promise<String> promise = loop.newPromise();
        promise.await(1, TimeUnit.HOURS); // mark: netty-await
    }

    private static void reactorMono() {
        Mono.never().block(); // mark: reactor-mono
    }

    private static void reactorFirst() {
        Flux.never().blockFirst(); // mark: reactor-first
    }

    private static void reactorStream() {
        got(Flux.never().toIterable().iterator().hasNext()); // mark: reactor-stream
    }

    private static void rxSingle() {
        got(Single.never().blockingGet()); // mark: rx-single
    }

    private static void rxFirst() {
        got(Flowable.never().blockingFirst()); // mark: rx-first
    }

    private static void rxIterable() {
        got(Observable.never().blockingIterable().iterator().hasNext()); // mark: rx-iterable
    }

    private static void rxAwait() {
        Observable.never().ignoreElements().blockingAwait(); // mark: rx-await
    }

    private static void scalaAwait() throws Exception {
        Await.result(scala.concurrent.Promise$.MODULE$.apply().future(), Duration.Inf()); // mark: scala-await
    }

    private static void pekkoAsk(ActorRef mute) throws Exception {
        var answer = Patterns.ask(mute, "are you there?", Timeout.create(java.time.Duration.ofHours(1)));
        Await.result(answer, Duration.Inf()); // mark: pekko-ask
    }

    private static void vertxStage() throws Exception {
        io.vertx.core.Promise.promise()
                .future()
                .toCompletionStage()
                .toCompletableFuture()
                .get(); // mark: vertx-stage
    }

    private static String load(CountDownLatch loading) {
        loading.countDown();
        Threads.await(new CountDownLatch(1));
        return "never";
    }

    private static void caffeineGet(Cache<String, String> cache, CountDownLatch loading) throws Exception {
        loading.await();
        got(cache.get("key", key -> "mine")); // mark: caffeine-get
    }

    private static void caffeineAsync(AsyncCache<String, String> cache) {
        cache.get("key", (key, executor) -> new CompletableFuture<>()).join(); // mark: caffeine-async
    }

    private static final class Mute extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(message -> {}).build();
        }
    }
}
