package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Native methods in which a thread stands that the JVM calls {@code RUNNABLE}, by class; names of JDK 17 and 25 on
 * Linux, macOS and Windows. A thread that used no CPU and has one of them on top waits for I/O.
 */
final class NativeCalls {
    private static final Map<String, BlockKind> BY_CLASS = Map.ofEntries(
            Map.entry("sun.nio.ch.SocketDispatcher", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.DatagramDispatcher", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.DatagramChannelImpl", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.UnixDomainSockets", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.UnixDispatcher", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.Net", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.EPoll", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.KQueue", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.WEPoll", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.PollSelectorImpl", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.IOUtil", BlockKind.SOCKET),
            Map.entry("java.net.SocketInputStream", BlockKind.SOCKET),
            Map.entry("java.net.SocketOutputStream", BlockKind.SOCKET),
            Map.entry("java.net.PlainSocketImpl", BlockKind.SOCKET),
            Map.entry("java.net.PlainDatagramSocketImpl", BlockKind.SOCKET),
            Map.entry("java.net.Inet4AddressImpl", BlockKind.SOCKET),
            Map.entry("java.net.Inet6AddressImpl", BlockKind.SOCKET),
            Map.entry("io.netty.channel.epoll.Native", BlockKind.SOCKET),
            Map.entry("io.netty.channel.kqueue.Native", BlockKind.SOCKET),
            Map.entry("sun.nio.ch.FileDispatcherImpl", BlockKind.FILE),
            Map.entry("sun.nio.ch.UnixFileDispatcherImpl", BlockKind.FILE),
            Map.entry("sun.nio.ch.FileChannelImpl", BlockKind.FILE),
            Map.entry("sun.nio.fs.UnixNativeDispatcher", BlockKind.FILE),
            Map.entry("sun.nio.fs.LinuxNativeDispatcher", BlockKind.FILE),
            Map.entry("sun.nio.fs.WindowsNativeDispatcher", BlockKind.FILE),
            Map.entry("java.io.FileInputStream", BlockKind.FILE),
            Map.entry("java.io.FileOutputStream", BlockKind.FILE),
            Map.entry("java.io.RandomAccessFile", BlockKind.FILE),
            Map.entry("java.io.FileDescriptor", BlockKind.FILE),
            Map.entry("java.io.UnixFileSystem", BlockKind.FILE),
            Map.entry("java.io.WinNTFileSystem", BlockKind.FILE),
            Map.entry("java.lang.ProcessImpl", BlockKind.PROCESS),
            Map.entry("java.lang.ProcessHandleImpl", BlockKind.PROCESS));

    /** Whose sockets never block: what is called on them is a select, or takes no longer than it must. */
    private static final List<String> LOOPS = List.of(
            "io.netty.channel.",
            "io.netty.buffer.",
            "org.xnio.",
            "org.eclipse.jetty.io.",
            "org.eclipse.jetty.server.ServerConnector");

    private NativeCalls() {}

    /** What a runnable thread waits for; null where its top frame is no native call that may wait. */
    static @Nullable BlockKind kind(StackTraceElement[] stack) {
        return stack.length > 0 && stack[0].isNativeMethod() ? BY_CLASS.get(stack[0].getClassName()) : null;
    }

    /**
     * Whether a thread in a socket's native call serves, and waits for nobody: it stands in the selector of a loop, in the
     * accept of a server, or in a call on a socket that never blocks. An application's own select, or a library's on behalf
     * of an application's call, is a wait; so is a name that a loop looks up.
     */
    static boolean serves(StackTraceElement[] stack, Predicate<String> application) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (LOOPS.stream().anyMatch(name::startsWith)) {
                return true;
            }
            if (!Libraries.isJdk(name)) {
                return !application.test(name)
                        && selects(stack)
                        && Arrays.stream(stack).noneMatch(each -> application.test(each.getClassName()));
            }
        }
        return selects(stack); // the JDK's own: of its HTTP client, its HTTP server
    }

    private static boolean selects(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .takeWhile(frame -> Libraries.isJdk(frame.getClassName()))
                .anyMatch(frame -> frame.getClassName().equals("sun.nio.ch.SelectorImpl")
                        || frame.getMethodName().equals("accept"));
    }

    /** Whether a socket's time limit is set: {@code NioSocketImpl} then polls with a timeout. */
    static boolean timed(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.equals("sun.nio.ch.NioSocketImpl") && frame.getMethodName().startsWith("timed")) {
                return true;
            }
            if (!name.startsWith("sun.nio.ch.")) {
                return false;
            }
        }
        return false;
    }
}
