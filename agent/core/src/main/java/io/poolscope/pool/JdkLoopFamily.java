package io.poolscope.pool;

import io.poolscope.jdk.ThreadFacts;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own loops (17 and 25): the selector thread of {@code java.net.http.HttpClient}, which completes futures where
 * no executor was given for that, and the dispatcher of {@code com.sun.net.httpserver.HttpServer}, which runs the handlers
 * of a server without an executor.
 */
final class JdkLoopFamily extends LoopFamily {
    private static final String CLIENT = "jdk.internal.net.http.HttpClientImpl$SelectorManager";
    private static final String SERVER = "sun.net.httpserver.ServerImpl$Dispatcher";

    private final LibraryField server = LibraryField.of("this$0");
    private final LibraryField selector = LibraryField.of("selector");

    @Override
    public @Nullable Object seatOf(Thread thread) {
        Object loop = thread;
        if (!thread.getClass().getName().equals(CLIENT)) {
            Object target = ThreadFacts.target(thread);
            loop = target != null && target.getClass().getName().equals(SERVER) ? server.get(target) : null;
        }
        return loop != null && Selectors.known(selector.get(loop)) ? loop : null;
    }

    @Override
    public boolean inTask(Object seat) {
        return !Selectors.selecting(selector.get(seat));
    }
}
