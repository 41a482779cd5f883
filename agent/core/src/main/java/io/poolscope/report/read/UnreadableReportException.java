package io.poolscope.report.read;

/** A text that is no report. The message is one line for the user, escaped, without the file's name. */
public final class UnreadableReportException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean cut;

    UnreadableReportException(String message, boolean cut) {
        super(message);
        this.cut = cut;
    }

    /** Whether data is missing rather than wrong: the text is empty or ends in the middle. */
    public boolean cut() {
        return cut;
    }
}
