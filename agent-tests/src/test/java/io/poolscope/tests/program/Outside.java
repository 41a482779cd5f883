package io.poolscope.tests.program;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Workers that wait for what is outside this JVM: pool {@code files} for the lock of a file that another process holds,
 * pool {@code names} for a name server that never answers. As {@code hold FILE} it is that other process.
 */
public final class Outside {

    private Outside() {}

    /** Arguments: a file to lock, and the address of the name server, which this program is; or {@code hold FILE}. */
    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        if (args[0].equals("hold")) {
            FileChannel channel = FileChannel.open(Path.of(args[1]), StandardOpenOption.WRITE);
            channel.lock();
            Lifeline.say("held");
            Lifeline.stay();
        }
        pool("files").execute(() -> lock(Path.of(args[0])));
        if (args.length > 1) {
            DatagramSocket silent = new DatagramSocket(new InetSocketAddress(args[1], 53));
            pool("names").execute(Outside::lookUp);
            Lifeline.say("silent at " + silent.getLocalSocketAddress());
        }
        Lifeline.say("there");
        Lifeline.stay();
    }

    private static ExecutorService pool(String name) {
        return Executors.newFixedThreadPool(2, Threads.named(name));
    }

    private static void lock(Path file) {
        Threads.Body body = () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.lock(); // mark: file-lock
            }
        };
        body.runUnchecked();
    }

    private static void lookUp() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                InetAddress.getByName("orders.example"); // mark: name
            } catch (UnknownHostException e) {
                // The resolver's patience is at its end: a worker of a service would try again, too.
            }
        }
    }
}
