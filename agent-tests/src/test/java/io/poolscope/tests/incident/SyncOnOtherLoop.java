package io.poolscope.tests.incident;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import io.poolscope.tests.program.Threads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * 28, LOOP, netty/netty#782 and #1076, pravega/pravega#3279, CloudNet#1461: a handler forwards what it reads to a channel of
 * another loop and calls {@code sync()} on that. Netty refuses that on the loop's own channels only. Two of them do so at
 * the same time, in both directions, and the writes lie in the queues of each other's loops.
 *
 * <p>poolscope must name the line, and say that both loops wait for each other.
 */
public final class SyncOnOtherLoop {

    private static final List<Channel> PEERS = new CopyOnWriteArrayList<>();

    private SyncOnOtherLoop() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Channel server = new ServerBootstrap()
                .group(
                        new NioEventLoopGroup(1, Threads.named("acceptor")),
                        new NioEventLoopGroup(2, Threads.named("bridge")))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Forward());
                        PEERS.add(accepted);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        Socket one = new Socket(address.getAddress(), address.getPort());
        Socket other = new Socket(address.getAddress(), address.getPort());
        while (PEERS.size() < 2) {
            Thread.sleep(1);
        }
        one.getOutputStream().write(1);
        other.getOutputStream().write(1);
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static final class Forward extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            // Long enough for the other one to be here as well.
            Slow.sleep(300);
            for (Channel peer : PEERS) {
                if (peer != context.channel()) {
                    peer.writeAndFlush(message).sync(); // mark: sync
                }
            }
        }
    }
}
