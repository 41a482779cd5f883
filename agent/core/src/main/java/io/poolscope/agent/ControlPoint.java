package io.poolscope.agent;

import io.poolscope.control.Answerer;
import io.poolscope.control.ControlPath;
import io.poolscope.control.ControlServer;
import io.poolscope.jdk.JavaBase;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When the socket for the command line is made, and when it goes. poolscope's thread only.
 *
 * <p>The first use of a channel makes the JDK read {@code java.net.preferIPv4Stack} once and for all, and an application
 * may set that in its {@code main}. So beside an application that starts the socket waits for the application to have
 * used the network itself, or for some looks; until then the attach mechanism carries what the command line asks.
 */
final class ControlPoint {
    /** Looks after which an application is taken to have set what it sets: ten seconds. */
    private static final int LOOKS = 10;
    /** An application that replaces the JDK's channels by its own: they are not to be woken by poolscope. */
    private static final String FOREIGN_CHANNELS = "java.nio.channels.spi.SelectorProvider";

    private final long pid;
    private final Answerer answerer;
    private final Consumer<String> tell;
    private boolean wanted;
    private int wait;
    private @Nullable ControlServer server;

    /**
     * Nothing is opened yet.
     *
     * @param attached whether the application has started before
     * @param tell takes a line for the user where there can be no socket
     */
    ControlPoint(boolean wanted, boolean attached, long pid, Answerer answerer, Consumer<String> tell) {
        this.wanted = wanted;
        this.wait = attached ? 0 : LOOKS;
        this.pid = pid;
        this.answerer = answerer;
        this.tell = tell;
    }

    /** Called before the first sample and once a look. */
    void look() {
        if (!wanted || wait-- > 0 && !networkIsUsed()) {
            return;
        }
        wanted = false;
        try {
            if (System.getProperty(FOREIGN_CHANNELS) != null) {
                throw new IOException("the application has set " + FOREIGN_CHANNELS);
            }
            ControlServer opened = ControlServer.open(ControlPath.ownDirectory(), pid, answerer);
            server = opened;
            opened.start();
        } catch (IOException | RuntimeException e) {
            tell.accept("has no socket for the command line, which loads the agent once more for each request instead: "
                    + Quoted.plain(String.valueOf(e.getMessage())));
        }
    }

    private static boolean networkIsUsed() {
        try {
            return !JavaBase.uninitialized(Class.forName("java.net.InetAddress", false, null));
        } catch (ClassNotFoundException e) {
            return true;
        }
    }

    /** Removes the socket; the answer under way still goes out. */
    void stopListening() {
        wanted = false;
        if (server != null) {
            server.stopListening();
        }
    }

    /** Waits, bounded, for the thread to end. */
    void close() {
        stopListening();
        if (server != null) {
            server.close();
        }
    }
}
