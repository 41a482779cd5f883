package io.poolscope.attach;

import io.poolscope.control.Channel;
import io.poolscope.control.ControlFile;
import io.poolscope.control.RefusedException;
import java.io.IOException;
import java.time.Duration;

/**
 * The way without a socket: each request is a loading of the agent, which the one that is there answers into a file. It
 * leaves a little behind in the JVM each time (an environment of JVMTI), so it is used only where there is no socket.
 */
final class LoadChannel implements Channel {
    private static final String ANSWER = "answer";

    private final Doorway door;

    LoadChannel(Doorway door) {
        this.door = door;
    }

    @Override
    public String ask(String request, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try (Doorway open = door;
                HandOver place = open.handOver()) {
            String answer = place.empty(ANSWER);
            place.give();
            open.load(ControlFile.arguments(request, answer), limit, Words.loadLate(door.jvm(), limit));
            while (true) {
                try {
                    return ControlFile.read(place.outside(ANSWER));
                } catch (RefusedException no) {
                    throw no;
                } catch (IOException notYet) {
                    if (System.nanoTime() > end) {
                        throw notYet;
                    }
                    Attaching.pause();
                }
            }
        }
    }

    @Override
    public void close() {}
}
