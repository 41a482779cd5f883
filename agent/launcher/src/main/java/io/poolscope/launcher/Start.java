package io.poolscope.launcher;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/** One life of poolscope in this JVM: loads the core and runs it, on poolscope's own thread. */
final class Start implements Runnable {
    /** What the core is entered by; found by name, since the launcher and the core never see each other's classes. */
    private static final String ENTRY = "io.poolscope.agent.AgentMain";

    private final File jar;
    private final String options;
    private final Instrumentation instrumentation;
    private final boolean attached;

    private volatile CoreLoader loader;
    private volatile boolean failed;

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
        // The JVM's attach thread has 9.
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.start();
    }

    /** Whether it could not start, or has left again and closed its loader. */
    boolean isOver() {
        CoreLoader core = loader;
        return failed || core != null && core.isClosed();
    }

    @Override
    public void run() {
        try {
            ClassLoader platform = (ClassLoader)
                    ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
            loader = new CoreLoader(jar, platform);
            Class.forName(ENTRY, true, loader)
                    .getMethod(
                            "start", String.class, Instrumentation.class, boolean.class, File.class, ClassLoader.class)
                    .invoke(null, options, instrumentation, attached, jar, ClassLoader.getSystemClassLoader());
        } catch (InvocationTargetException failure) {
            fail(failure.getCause());
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        failed = true;
        Stderr.say("could not start, the application runs without it: " + failure);
        CoreLoader core = loader;
        if (core != null) {
            core.close();
        }
    }
}
