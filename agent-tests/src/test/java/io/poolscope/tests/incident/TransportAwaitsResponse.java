package io.poolscope.tests.incident;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * 5, LOOP, elastic/elasticsearch#10766 and #8266: on a response the transport's thread sends the next request, and waits for
 * its response, which only this thread can read.
 *
 * <p>poolscope must say that the loop's thread waits, at which line, and that nobody else reads what it waits for.
 */
public final class TransportAwaitsResponse {

    private static final Queue<CompletableFuture<Byte>> SENT = new ConcurrentLinkedQueue<>();

    private TransportAwaitsResponse() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        InetSocketAddress node = node();
        Channel channel = new Bootstrap()
                .group(new NioEventLoopGroup(1, Threads.named("transport_worker")))
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connected) {
                        connected.pipeline().addLast(new Responses());
                    }
                })
                .connect(node)
                .sync()
                .channel();
        request(channel, 1).thenAccept(id -> recover(channel));
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void recover(Channel channel) {
        request(channel, 2).join(); // mark: response
    }

    private static CompletableFuture<Byte> request(Channel channel, int id) {
        CompletableFuture<Byte> response = new CompletableFuture<>();
        SENT.add(response);
        channel.writeAndFlush(Unpooled.buffer(1).writeByte(id));
        return response;
    }

    private static final class Responses extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            while (bytes.isReadable()) {
                SENT.remove().complete(bytes.readByte());
            }
        }
    }

    /** Another node, which sends back what it gets. */
    private static InetSocketAddress node() throws InterruptedException {
        return (InetSocketAddress) new ServerBootstrap()
                .group(new NioEventLoopGroup(1, Threads.named("node")))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                context.writeAndFlush(message);
                            }
                        });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
    }
}
