package io.poolscope.tests.program;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A gRPC server and its clients: calls are answered at once ({@code healthy}), or after a wait, on the executor that a
 * server has by default ({@code executor}), or on its event loop ({@code loop}). With a second argument it begins when it
 * is told to.
 */
public final class GrpcService {

    private static final MethodDescriptor.Marshaller<String> TEXT = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            return "text";
        }
    };

    private static final MethodDescriptor<String, String> PRICE = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("shop.Prices/price")
            .setRequestMarshaller(TEXT)
            .setResponseMarshaller(TEXT)
            .build();

    private GrpcService() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        if (args.length > 1) {
            Lifeline.awaitGo();
        }
        boolean waits = !args[0].equals("healthy");
        ServerBuilder<?> builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        if (args[0].equals("loop")) {
            builder.directExecutor();
        }
        Server server = builder.addService(ServerServiceDefinition.builder("shop.Prices")
                        .addMethod(PRICE, ServerCalls.asyncUnaryCall((request, response) -> {
                            if (waits) {
                                Slow.answer().join(); // mark: grpc
                            }
                            response.onNext("12");
                            response.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        for (int i = 0; i < 3; i++) {
            ManagedChannel channel = Grpc.newChannelBuilder(
                            "127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
                    .build();
            Threads.start("caller-" + i, () -> {
                while (true) {
                    ClientCalls.blockingUnaryCall(channel, PRICE, CallOptions.DEFAULT, "book");
                    Thread.sleep(5);
                }
            });
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }
}
