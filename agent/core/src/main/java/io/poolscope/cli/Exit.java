package io.poolscope.cli;

/** Exit codes: public API of the command line. */
public final class Exit {
    /** All right. */
    public static final int OK = 0;
    /** A fault of poolscope's own. */
    public static final int INTERNAL = 1;
    /** The command line was not understood. */
    public static final int USAGE = 2;
    /** Target not found, or the attach was refused. */
    public static final int NO_TARGET = 3;
    /** No data or too little: never a pass. */
    public static final int NO_DATA = 4;
    /** A gate failed, or something critical was found. */
    public static final int FOUND = 10;

    private Exit() {}
}
