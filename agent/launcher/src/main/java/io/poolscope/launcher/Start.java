package io.poolscope.launcher;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Function;

/** One life of poolscope in this JVM: loads the core and runs it, on poolscope's own thread. */
final class Start implements Runnable, Thread.UncaughtExceptionHandler {
    /** What the core is entered by; found by name, since the launcher and the core never see each other's classes. */
    private static final String ENTRY = "io.poolscope.agent.AgentMain";

    private final File jar;
    private final String options;
    private final Instrumentation instrumentation;
    private final boolean attached;

    /** How long a further load waits for the core to be ready for it, or to be gone, milliseconds. */
    private static final long READY_MS = 10_000;

    private CoreLoader loader;
    private boolean over;
    private String later;

    Start(File jar, String options, Instrumentation instrumentation, boolean attached) {
        this.jar = jar;
        this.options = options;
        this.instrumentation = instrumentation;
        this.attached = attached;
    }

    /**
     * Starts poolscope's one thread: a daemon, in the top group (an application may destroy its own), with no context
     * loader. What inheritable thread locals it gets are no application's: before {@code main} there is none, and an
     * attach comes on a thread of the JVM's. (The constructor that inherits none is newer than Java 8, and to call it by
     * reflection costs the main thread 11 ms on 25.)
     */
    void go() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread thread = new Thread(top, this, "poolscope");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.setUncaughtExceptionHandler(this);
        // The JVM's attach thread has 9.
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.start();
    }

    /**
     * Hands the arguments of a further load over to the core that runs.
     *
     * @param attached whether the JVM waits for nothing: on the way to {@code main} the arguments are kept until the core
     *     comes for them
     * @return false if this life is over, and another may begin
     */
    boolean takes(String arguments, boolean attached) throws InterruptedException {
        long until = System.nanoTime() + READY_MS * 1_000_000;
        if (!attached && keep(arguments)) {
            return true;
        }
        CoreLoader core = core(READY_MS);
        Function<String, String> answers = core == null ? null : core.core(READY_MS);
        if (answers != null && answers.apply(text(arguments)) != null) {
            return true;
        }
        return !isOver(until);
    }

    private static String text(String arguments) {
        return arguments == null ? "" : arguments;
    }

    /** Keeps the arguments for the core to take them when it is ready; false where it is, or is over. */
    private synchronized boolean keep(String arguments) {
        if (over || loader != null) {
            return !over && loader.keep(text(arguments));
        }
        later = later == null || later.isEmpty() ? text(arguments) : later + "," + text(arguments);
        return true;
    }

    private synchronized CoreLoader core(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (loader == null && !over) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return loader;
    }

    /** Whether it could not start, or has left again; waits until then. */
    private synchronized boolean isOver(long until) throws InterruptedException {
        while (!over) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                Stderr.say("runs in this JVM, and does not answer: it is not started twice");
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public void run() {
        CoreLoader core = null;
        try {
            ClassLoader platform = (ClassLoader)
                    ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
            core = new CoreLoader(jar, platform);
            Class<?> entry = Class.forName(ENTRY, true, core);
            begin(core);
            entry.getMethod("start", String.class, Instrumentation.class, boolean.class, File.class, ClassLoader.class)
                    .invoke(null, options, instrumentation, attached, jar, ClassLoader.getSystemClassLoader());
        } catch (InvocationTargetException failure) {
            fail(failure.getCause());
        } catch (Throwable failure) {
            fail(failure);
        } finally {
            if (core != null) {
                core.close();
            }
            end();
        }
    }

    private synchronized void begin(CoreLoader core) {
        if (later != null) {
            core.keep(later);
        }
        loader = core;
        notifyAll();
    }

    /** Lets go of the core: what stays in this JVM is this small object. */
    private synchronized void end() {
        loader = null;
        over = true;
        notifyAll();
    }

    /** What is thrown on the way out, where memory has come to its end, is no concern of the application's handler. */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        end();
    }

    private static void fail(Throwable failure) {
        Stderr.say("could not start, the application runs without it: " + failure);
    }
}
