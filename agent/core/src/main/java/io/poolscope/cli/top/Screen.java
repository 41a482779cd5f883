package io.poolscope.cli.top;

import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jspecify.annotations.Nullable;

/**
 * The loop of the live screen: keys, looks and changes of size come as events from other threads; this one alone has the
 * model and draws, once for all the events that are there.
 */
final class Screen {
    /** The age of the sample goes on where nothing else happens. Milliseconds. */
    private static final long TICK_MS = 500;
    /** More keys than one presses ahead; who brings more waits. */
    private static final int EVENTS = 256;

    private static final int END = -1;
    /** Pauses between looking whether the screen is still there, while no key comes. Milliseconds. */
    private static final long KEY_WAIT_MS = 200;
    /** The thread that reads keys sees within this time that it shall end. Milliseconds. */
    private static final long KEYS_END_MS = 1000;

    private final Device device;
    private final Style style;
    private final Model model;
    private final Controls controls;
    private final Painter painter;
    private final Supplier<Instant> clock;
    private final SavedLook saved;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(EVENTS);
    private final Thread keys = new Thread(this::readKeys, "poolscope-top-keys");
    private Size size;
    private boolean ended;
    private volatile boolean stopping;

    /** A terminal, as the loop uses it. */
    interface Device extends KeyReader.Source, AutoCloseable {
        /**
         * Takes the terminal over.
         *
         * @param resized is run when its size changes, on any thread
         * @param continued is run when this process goes on after it was stopped
         */
        void begin(Runnable resized, Runnable continued) throws IOException;

        /** Takes it over again, after a shell had it. */
        void takeOver() throws IOException;

        Size size();

        /** All at once. */
        void write(String text) throws IOException;

        @Override
        void close();
    }

    /** Something happened; runs on the loop's thread, true if the loop ends. */
    private interface Event {
        boolean happen() throws IOException;
    }

    Screen(Device device, Style style, Supplier<Instant> clock, SavedLook saved) {
        this.device = device;
        this.style = style;
        this.clock = clock;
        this.saved = saved;
        this.model = new Model(clock.get());
        this.controls = new Controls(model, style);
        this.painter = new Painter(style.color());
        this.size = device.size();
    }

    /**
     * Runs until the user quits.
     *
     * @param interval between two looks
     * @return a line for the user that stays when the screen is gone; null for none
     */
    @Nullable
    String run(Looks looks, Duration interval) throws IOException, InterruptedException {
        try (device;
                Watch watch = new Watch(looks, interval, this::taken, this::failed)) {
            device.begin(() -> come(this::resized), () -> come(this::continued));
            watch.start();
            keys.setDaemon(true);
            keys.start();
            draw();
            while (!step()) {
                model.at(clock.get());
                draw();
            }
            stopKeys();
        }
        return lastWords();
    }

    private boolean step() throws IOException, InterruptedException {
        List<Event> come = new ArrayList<>();
        Event first = events.poll(TICK_MS, TimeUnit.MILLISECONDS);
        if (first != null) {
            come.add(first);
            events.drainTo(come);
        }
        for (Event event : come) {
            if (event.happen()) {
                return true;
            }
        }
        return false;
    }

    private void draw() throws IOException {
        String change = painter.paint(Render.frame(model, size.getColumns(), size.getRows(), style));
        if (!change.isEmpty()) {
            device.write(change);
        }
    }

    private void come(Event event) {
        try {
            events.put(event);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean resized() {
        size = device.size();
        painter.forget();
        return false;
    }

    private boolean continued() throws IOException {
        device.takeOver();
        return resized();
    }

    private void taken(Look look) {
        come(() -> {
            model.take(look);
            return false;
        });
    }

    private void failed(String why, boolean forEver) {
        come(() -> {
            if (forEver) {
                ended = true;
                model.trouble("the JVM has ended: this is the last look at it; q quits");
            } else {
                model.trouble(why);
            }
            return false;
        });
    }

    private void readKeys() {
        try {
            KeyReader reader = new KeyReader(this::readChar);
            for (Key key = reader.read(); key != null; key = reader.read()) {
                Key pressed = key;
                come(() -> pressed(pressed));
            }
        } catch (IOException | IOError | RuntimeException gone) {
            // No terminal, no keys.
            return;
        } finally {
            // Whatever the reason, who cannot be told to quit, quits.
            come(() -> true);
        }
    }

    private int readChar(long limitMs) throws IOException {
        int c = KeyReader.Source.EXPIRED;
        while (c == KeyReader.Source.EXPIRED && !stopping) {
            c = device.read(limitMs == 0 ? KEY_WAIT_MS : limitMs);
            if (limitMs != 0) {
                return c;
            }
        }
        return stopping ? END : c;
    }

    /** What is typed from now on belongs to the shell. */
    private void stopKeys() throws InterruptedException {
        stopping = true;
        events.clear();
        keys.join(KEYS_END_MS);
    }

    private boolean pressed(Key key) {
        Controls.Todo todo = controls.press(key, size.getColumns(), size.getRows());
        if (todo == Controls.Todo.DRAW_ALL) {
            return resized();
        }
        Look look = model.look();
        if (todo == Controls.Todo.WRITE_REPORT) {
            model.note(look == null ? "there is nothing to write yet" : saved.write(look));
        }
        return todo == Controls.Todo.QUIT;
    }

    private @Nullable String lastWords() {
        Look look = model.look();
        if (!ended) {
            return null;
        }
        return look == null
                ? "the JVM ended before the first look"
                : "the JVM " + look.assessment().snapshot().jvm().pid() + " has ended; last look "
                        + look.assessment().snapshot().at();
    }

    /** Whether anything was ever seen. */
    boolean sawAnything() {
        return model.look() != null;
    }
}
