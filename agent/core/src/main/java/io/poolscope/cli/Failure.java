package io.poolscope.cli;

/** A command that cannot do what it was asked to: one line for the user, and the exit code. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    /**
     * A failure.
     *
     * @param exit one of {@link Exit}
     * @param message what is wrong and what to do, without "poolscope:" and without a line end
     */
    public Failure(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    /** The exit code. */
    public int exit() {
        return exit;
    }
}
