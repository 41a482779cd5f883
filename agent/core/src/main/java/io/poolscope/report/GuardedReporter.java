package io.poolscope.report;

import io.poolscope.finding.Assessment;
import io.poolscope.guard.Fuse;
import java.util.function.Consumer;

/**
 * Keeps a reporter's failure to itself: counts it, and switches a reporter off that fails time after time, so that the
 * others and the sampler go on.
 */
public final class GuardedReporter implements Reporter {
    /** Failures in a row after which a reporter is off: five seconds, long enough for a full disk to be no accident. */
    private static final int TOO_MANY = 5;

    private final Reporter reporter;
    private final Consumer<String> complaints;
    private int inARow;
    private volatile long failures;
    private boolean off;
    private boolean closed;

    /**
     * Guards a reporter.
     *
     * @param reporter whom
     * @param complaints told once when it is switched off
     */
    public GuardedReporter(Reporter reporter, Consumer<String> complaints) {
        this.reporter = reporter;
        this.complaints = complaints;
    }

    /** A call that may fail. */
    private interface Call {
        void run() throws Exception;
    }

    @Override
    public String name() {
        return reporter.name();
    }

    /** How often it has failed. */
    public long failures() {
        return failures;
    }

    @Override
    public long lost() {
        return reporter.lost();
    }

    @Override
    public long cpuNanos() {
        return reporter.cpuNanos();
    }

    @Override
    public void report(Assessment assessment) {
        guard(() -> reporter.report(assessment));
    }

    @Override
    public void last(Assessment assessment) {
        guard(() -> reporter.last(assessment));
    }

    private void guard(Call call) {
        if (off) {
            return;
        }
        try {
            call.run();
            inARow = 0;
        } catch (Throwable e) {
            failures = failures + 1;
            if (++inARow == TOO_MANY) {
                off = true;
                close();
                complain(e);
            }
        }
    }

    private void complain(Throwable e) {
        try {
            complaints.accept("the reporter " + name() + " failed " + TOO_MANY + " times in a row and is off now: "
                    + Fuse.describe(e));
        } catch (Throwable alsoBroken) {
            failures = failures + 1;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                reporter.close();
            } catch (Throwable e) {
                failures = failures + 1;
            }
        }
    }
}
