package io.poolscope.tests.incident;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * 29, LOOP, micronaut-projects/micronaut-core#8354 and #8198: a controller on an event loop calls a blocking HTTP client that
 * shares the group of loops. It works, until the client's connection lands on the loop that waits for it.
 *
 * <p>poolscope must name the line of the call, and say that an answer that comes over this loop is not read.
 */
public final class BlockingClientOnLoop {

    private static final EventLoopGroup LOOPS = new NioEventLoopGroup(2, Threads.named("default-nioEventLoopGroup"));

    private BlockingClientOnLoop() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        SocketAddress backend = listen(new NioEventLoopGroup(1, Threads.named("backend")), new Echo());
        InetSocketAddress service = (InetSocketAddress) listen(LOOPS, new ChannelInboundHandlerAdapter() {
            @Override
            public boolean isSharable() {
                return true;
            }

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                String answer = retrieve(backend);
                context.writeAndFlush(((ByteBuf) message).setByte(0, answer.length()));
            }
        });
        for (int i = 0; i < 3; i++) {
            Threads.start("user-" + i, () -> user(service));
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static String retrieve(SocketAddress backend) {
        return exchange(backend).join(); // mark: retrieve
    }

    /** What the blocking client has inside. */
    private static CompletableFuture<String> exchange(SocketAddress backend) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new Bootstrap()
                .group(LOOPS)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        context.writeAndFlush(context.alloc().buffer(1).writeByte(1));
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        answer.complete("ok");
                        context.close();
                    }
                })
                .connect(backend);
        return answer;
    }

    private static void user(InetSocketAddress service) throws Exception {
        while (true) {
            try (Socket socket = new Socket(service.getAddress(), service.getPort())) {
                socket.getOutputStream().write(1);
                if (socket.getInputStream().read() < 0) {
                    return;
                }
                Thread.sleep(50);
            }
        }
    }

    private static SocketAddress listen(EventLoopGroup group, ChannelInboundHandlerAdapter handler)
            throws InterruptedException {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(handler);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }
}
