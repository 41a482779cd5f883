package io.poolscope.agent;

/**
 * Lets poolscope look once more when the JVM ends, also by a signal. Waits for poolscope's own thread only, and for a
 * bounded time: the application's exit never depends on it.
 */
final class ExitHook extends Thread {
    private final Runnable lastLook;

    /**
     * A hook that is not registered yet.
     *
     * @param lastLook asks poolscope's thread for its last look and waits for it, bounded
     */
    ExitHook(Runnable lastLook) {
        super(null, null, "poolscope-exit", 0, false);
        this.lastLook = lastLook;
        setContextClassLoader(null);
    }

    @Override
    public void run() {
        try {
            lastLook.run();
        } catch (Throwable e) {
            // It would reach the application's handler of uncaught exceptions.
            return;
        }
    }

    /** Registers; false where the JVM is ending already. */
    boolean register() {
        try {
            Runtime.getRuntime().addShutdownHook(this);
            return true;
        } catch (IllegalStateException shuttingDown) {
            return false;
        }
    }

    /** Takes the hook back; does nothing where the JVM is ending already. */
    void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException shuttingDown) {
            // It has run or is running; nothing is left to take back.
        }
    }
}
