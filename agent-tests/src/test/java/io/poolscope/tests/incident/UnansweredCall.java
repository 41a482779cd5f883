package io.poolscope.tests.incident;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * 38, LOST, grpc/grpc-java#12456 and #12185: a blocking stub without a deadline is parked in its {@code ThreadlessExecutor}
 * for ever: the end of the call was lost.
 *
 * <p>poolscope must name the call and the application's line, and that it has no time limit; it must not speak of a deadlock.
 */
public final class UnansweredCall {

    private static final MethodDescriptor<String, String> LOOK_UP = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("shop.Stock/lookUp")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private UnansweredCall() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder("shop.Stock")
                        .addMethod(LOOK_UP, ServerCalls.asyncUnaryCall((request, response) -> {
                            // Its end never comes.
                        }))
                        .build())
                .build()
                .start();
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "localhost:" + server.getPort(), InsecureChannelCredentials.create())
                .build();
        ExecutorService imports = Executors.newFixedThreadPool(4, Threads.named("imports"));
        for (int i = 0; i < 10; i++) {
            imports.execute(() -> lookUp(channel));
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static String lookUp(ManagedChannel channel) {
        return ClientCalls.blockingUnaryCall(channel, LOOK_UP, CallOptions.DEFAULT, "shoe"); // mark: stub
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            return "text";
        }
    }
}
