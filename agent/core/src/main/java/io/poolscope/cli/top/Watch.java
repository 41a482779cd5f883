package io.poolscope.cli.top;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Asks for looks on a thread of its own, so that a target that stands still does not hold up the keys. */
final class Watch implements AutoCloseable {
    private final Looks looks;
    private final Duration interval;
    private final Consumer<Look> taken;
    private final BiConsumer<String, Boolean> failed;
    private boolean seen;
    private final Thread thread = new Thread(this::run, "poolscope-top-looks");

    /**
     * A watch that is not started yet.
     *
     * @param interval from one answer to the next question
     * @param taken gets each look, on the watch's thread
     * @param failed gets why there was none, and whether there will never be one again
     */
    Watch(Looks looks, Duration interval, Consumer<Look> taken, BiConsumer<String, Boolean> failed) {
        this.looks = looks;
        this.interval = interval;
        this.taken = taken;
        this.failed = failed;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        boolean ended = false;
        try {
            while (!ended && !Thread.currentThread().isInterrupted()) {
                ended = look();
                Thread.sleep(Math.min(interval.toMillis(), seen ? Long.MAX_VALUE : Looks.EAGER.toMillis()));
            }
        } catch (InterruptedException closed) {
            return;
        }
    }

    private boolean look() throws InterruptedException {
        try {
            Look look = looks.next();
            if (look != null) {
                seen = true;
                taken.accept(look);
            }
            return false;
        } catch (IOException | RuntimeException none) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            boolean ended = looks.ended();
            failed.accept(String.valueOf(none.getMessage() == null ? none : none.getMessage()), ended);
            return ended;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
