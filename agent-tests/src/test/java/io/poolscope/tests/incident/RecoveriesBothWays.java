package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Incident 3, CROSS: nodes recover from each other by calls that wait for the reply, and each serves such calls with the pool
 * whose threads all make them. The two nodes here are two servers that know each other by address alone. poolscope must say of
 * each pool that all of its workers wait for a socket at that line, with the calls of the peer behind them, and prove nothing:
 * in one node there is no cycle to be seen.
 */
public final class RecoveriesBothWays {

    private static final int SIZE = 3;
    private static final CountDownLatch INSIDE = new CountDownLatch(2 * SIZE);

    private final ThreadPoolExecutor generic;
    private final ServerSocket server;

    private RecoveriesBothWays(String node) throws IOException {
        generic = (ThreadPoolExecutor) Executors.newFixedThreadPool(SIZE, Threads.named(node));
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Threads.start(node + "-accept", () -> {
            while (true) {
                Socket call = server.accept();
                generic.execute(() -> reply(call));
            }
        });
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        RecoveriesBothWays north = new RecoveriesBothWays("north-generic");
        RecoveriesBothWays south = new RecoveriesBothWays("south-generic");
        for (int i = 0; i < SIZE; i++) {
            north.generic.execute(() -> recoverFrom(south.server.getLocalPort()));
            south.generic.execute(() -> recoverFrom(north.server.getLocalPort()));
        }
        while (north.generic.getQueue().size() + south.generic.getQueue().size() < 2 * SIZE) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void recoverFrom(int port) {
        INSIDE.countDown();
        Threads.await(INSIDE);
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
            peer.getInputStream().read(); // mark: call
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reply(Socket call) {
        try (call) {
            call.getOutputStream().write(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
