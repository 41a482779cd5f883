package io.poolscope.tests.incident;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * 6, DROWN, elastic/elasticsearch#109100 and #99487: a thread of the transport computes for twelve seconds what belongs on
 * another pool, and all connections that it serves stand meanwhile. Nothing waits for anything.
 *
 * <p>poolscope must name the thread, the line, for how long, and that it uses the CPU; it must not speak of a deadlock.
 */
public final class LongTransportWork {

    private static volatile long checksum;

    private LongTransportWork() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Channel server = new ServerBootstrap()
                .group(
                        new NioEventLoopGroup(1, Threads.named("acceptor")),
                        new NioEventLoopGroup(2, Threads.named("transport_worker")))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Join());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        Socket node = new Socket(address.getAddress(), address.getPort());
        Socket other = new Socket(address.getAddress(), address.getPort());
        node.getOutputStream().write(1);
        Lifeline.moment("there");
        Lifeline.stay();
        other.close();
    }

    private static final class Join extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            publish(); // mark: publish
        }
    }

    private static void publish() {
        long until = System.nanoTime() + 12_000_000_000L;
        long sum = 1;
        while (System.nanoTime() < until) {
            sum = 31 * sum + 7;
        }
        checksum = sum;
    }
}
