package io.poolscope.tests.program;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An echo server. The first argument says over which transport, {@code nio} or {@code epoll}; the second what its handler
 * does: {@code echo}, {@code join} a future of another pool, {@code self} (join one of the loop's own), {@code spin}, or
 * hand the join over to a {@code group} of executors that is made for it.
 */
public final class NettyLoops {

    private NettyLoops() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        boolean epoll = args[0].equals("epoll");
        EventLoopGroup loops = epoll
                ? new EpollEventLoopGroup(2, Threads.named("echo"))
                : new NioEventLoopGroup(2, Threads.named("echo"));
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        DefaultEventExecutorGroup group = new DefaultEventExecutorGroup(8, Threads.named("handlers"));
        ExecutorService backend = Executors.newFixedThreadPool(4, Threads.named("backend"));
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(type)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Echo echo = new Echo(args[1], backend);
                        if (args[1].equals("group")) {
                            channel.pipeline().addLast(group, echo);
                        } else {
                            channel.pipeline().addLast(echo);
                        }
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        int clients = args[1].equals("self") ? 1 : 4;
        for (int i = 0; i < clients; i++) {
            // Socket by socket: a client that no loop answers must not hold up the others.
            Threads.start("client-" + i, () -> client(address));
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void client(InetSocketAddress address) throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            while (true) {
                socket.getOutputStream().write(1);
                if (socket.getInputStream().read() < 0) {
                    return;
                }
                Thread.sleep(1);
            }
        }
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        private final String how;
        private final ExecutorService backend;

        Echo(String how, ExecutorService backend) {
            this.how = how;
            this.backend = backend;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            switch (how) {
                case "join" -> CompletableFuture.runAsync(Echo::slow, backend).join(); // mark: join
                case "self" ->
                    CompletableFuture.runAsync(() -> {}, context.channel().eventLoop())
                            .join(); // mark: self
                case "spin" -> spin();
                case "group" -> CompletableFuture.runAsync(Echo::slow, backend).join(); // mark: group
                default -> ReferenceCountUtil.touch(bytes);
            }
            context.writeAndFlush(bytes);
        }

        private static void slow() {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void spin() {
            long until = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }
}
