package io.poolscope.report.log;

import io.poolscope.guard.Aside;
import io.poolscope.guard.Fuse;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The application's own log, through its SLF4J. Until that has found its provider, lines wait; poolscope never makes it
 * look for one, as that would start the application's logging before the application does. What still waits at the end,
 * and everything if there is no provider, goes to standard error, for a line that nobody can read is no line.
 */
final class ApplicationSink implements LogSink {
    /** Blocks that wait, at most; the oldest are dropped. */
    private static final int WAITING = 200;
    /** {@code LoggerFactory.INITIALIZATION_STATE} of SLF4J 1.5 to 2.0. */
    private static final int SUCCESSFUL = 3;

    private static final int NO_PROVIDER = 4;
    /** For an appender to take some lines: a file takes microseconds. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private record Line(String where, String text) {}

    private final LibraryWatch watch;
    private final Bridges bridges;
    private final LogSink stderr;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private final List<Class<?>> factories = new ArrayList<>();
    private @Nullable BiConsumer<String, String> log;
    private boolean given;
    private final AtomicLong lost = new AtomicLong();
    private final Aside calls = new Aside("poolscope-log", "the application's log");
    private boolean toldLate;

    /**
     * Waits for the application's SLF4J.
     *
     * @param watch of {@code org.slf4j.LoggerFactory}; closed with this
     * @param bridges makes the bridge
     * @param stderr where lines go that cannot go there
     */
    ApplicationSink(LibraryWatch watch, Bridges bridges, LogSink stderr) {
        this.watch = watch;
        this.bridges = bridges;
        this.stderr = stderr;
    }

    @Override
    public synchronized void line(Level level, String text) {
        write(new Line(level.name(), text));
    }

    @Override
    public synchronized void finding(Level level, String block) {
        write(new Line("finding:" + level.name(), block));
    }

    private void write(Line line) {
        if (given) {
            stderr.line(Level.INFO, line.text());
            return;
        }
        if (waiting.size() == WAITING) {
            waiting.poll();
            lost.incrementAndGet();
        }
        waiting.add(line);
        if (log != null) {
            hand(PATIENCE);
        }
    }

    /** Hands over what waits; an appender may block, and is not waited for longer than this. */
    private void hand(Duration limit) {
        BiConsumer<String, String> to = log;
        if (to == null || calls.busy() || waiting.isEmpty()) {
            return;
        }
        List<Line> lines = List.copyOf(waiting);
        waiting.clear();
        try {
            calls.run(() -> lines.forEach(line -> hand(to, line)), limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (!toldLate) {
                toldLate = true;
                stderr.line(
                        Level.WARN,
                        "poolscope WARNING the application's log does not take its lines: " + Fuse.describe(e)
                                + "; they wait, and are dropped when there are too many");
            }
        }
    }

    private void hand(BiConsumer<String, String> to, Line line) {
        try {
            // "${" starts a look-up in some logging frameworks, and names come from anywhere.
            to.accept(line.where(), line.text().replace("${", "$ {"));
        } catch (Throwable e) {
            lost.incrementAndGet();
        }
    }

    @Override
    public synchronized void look() {
        if (log != null) {
            hand(PATIENCE);
            return;
        }
        if (given) {
            return;
        }
        factories.addAll(watch.ready());
        for (Iterator<Class<?>> each = factories.iterator(); log == null && each.hasNext(); ) {
            Class<?> factory = each.next();
            int state = state(factory);
            if (state == SUCCESSFUL) {
                open(factory);
            } else if (state == NO_PROVIDER) {
                each.remove();
                give("the application's SLF4J has no provider: log=application goes to standard error");
            }
        }
        flush();
    }

    private void open(Class<?> factory) {
        try {
            log = bridges.slf4j(factory.getClassLoader());
        } catch (ReflectiveOperationException | LinkageError e) {
            give("the application's SLF4J cannot be used (" + e + "): log=application goes to standard error");
        }
        factories.clear();
        watch.close();
    }

    private void give(String why) {
        given = true;
        stderr.line(Level.WARN, "poolscope WARNING " + why);
    }

    private void flush() {
        hand(PATIENCE);
        for (Line line; given && (line = waiting.poll()) != null; ) {
            write(line);
        }
    }

    /** Read, not asked: every method of the class would start the search for a provider. */
    private static int state(Class<?> factory) {
        try {
            Field state = factory.getDeclaredField("INITIALIZATION_STATE");
            state.setAccessible(true);
            return state.getInt(null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return SUCCESSFUL; // the class is initialised, which only its use does
        }
    }

    @Override
    public synchronized long lost() {
        return lost.get();
    }

    @Override
    public synchronized void close() {
        look();
        hand(LAST_PATIENCE);
        log = null;
        given = true;
        flush();
        try {
            calls.close(calls.busy() ? Duration.ofMillis(1) : LAST_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }
}
