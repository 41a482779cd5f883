package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeCallsTest {
    private static final String[] SELECT = {
        "sun.nio.ch.EPoll.wait", "sun.nio.ch.EPollSelectorImpl.doSelect", "sun.nio.ch.SelectorImpl.select"
    };

    private static boolean serves(String... frames) {
        StackTraceElement[] stack = new StackTraceElement[frames.length];
        for (int i = 0; i < frames.length; i++) {
            int dot = frames[i].lastIndexOf('.');
            stack[i] = new StackTraceElement(
                    frames[i].substring(0, dot), frames[i].substring(dot + 1), null, i == 0 ? -2 : 10);
        }
        return NativeCalls.serves(stack, name -> name.startsWith("com.acme."));
    }

    private static String[] selectedBy(String... callers) {
        String[] frames = java.util.Arrays.copyOf(SELECT, SELECT.length + callers.length);
        System.arraycopy(callers, 0, frames, SELECT.length, callers.length);
        return frames;
    }

    @Test
    void aLoopOfALibraryServesWhateverStartedItsThread() {
        assertThat(serves(selectedBy("io.netty.channel.nio.NioEventLoop.select", "com.acme.Factory.lambda$run")))
                .isTrue();
        assertThat(serves("io.netty.channel.epoll.Native.epollWait", "com.acme.Factory.lambda$run"))
                .isTrue();
        assertThat(serves(selectedBy("org.xnio.nio.WorkerThread.run"))).isTrue();
    }

    @Test
    void aWriteToASocketThatNeverBlocksIsNoWait() {
        assertThat(serves(
                        "sun.nio.ch.SocketDispatcher.write0",
                        "sun.nio.ch.SocketChannelImpl.write",
                        "io.netty.channel.socket.nio.NioSocketChannel.doWrite",
                        "com.acme.Echo.channelRead"))
                .isTrue();
        assertThat(serves(
                        "java.net.Inet6AddressImpl.lookupAllHostAddr",
                        "io.netty.util.internal.SocketUtils.addressByName",
                        "com.acme.Echo.channelRead"))
                .as("a name that is looked up")
                .isFalse();
    }

    @Test
    void anotherLibrarysSelectServesUnlessTheApplicationCalledIt() {
        assertThat(serves(selectedBy("org.apache.http.Reactor.run", "java.lang.Thread.run")))
                .isTrue();
        assertThat(serves(selectedBy("org.apache.hadoop.net.SocketIO.connect", "com.acme.Orders.load")))
                .isFalse();
    }

    @Test
    void theJdksOwnLoopsServe() {
        assertThat(serves(selectedBy("jdk.internal.net.http.HttpClientImpl$SelectorManager.run")))
                .isTrue();
        assertThat(serves("sun.nio.ch.SocketDispatcher.read0", "java.lang.Thread.run"))
                .isFalse();
    }

    @Test
    void theApplicationsOwnSelectAndReadsAreWaits() {
        assertThat(serves(selectedBy("com.acme.Orders.poll", "java.lang.Thread.run")))
                .isFalse();
        assertThat(serves("sun.nio.ch.SocketDispatcher.read0", "com.mysql.Protocol.read", "java.lang.Thread.run"))
                .isFalse();
    }
}
