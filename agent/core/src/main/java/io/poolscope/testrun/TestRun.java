package io.poolscope.testrun;

import io.poolscope.control.Request;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.report.text.FindingText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the JUnit extension asks: entered by name, from the test's side of the loader border, with JDK types only.
 *
 * <p>Assumptions: the JVM that asks is the one that is looked at. Guarantees: any thread, also several; a call lasts as
 * long as it takes until the next look, a second, and never much longer than ten.
 */
public final class TestRun {
    /** For all that has to be undone when it leaves. */
    private static final Duration TO_LEAVE = Duration.ofSeconds(30);

    private final OwnJvm jvm;
    private final Looks looks;
    private final Accepted accepted = new Accepted();
    private final FindingText text = new FindingText(ZoneId::systemDefault);

    private TestRun(OwnJvm jvm) {
        this.jvm = jvm;
        this.looks = new Looks(jvm.channel());
    }

    /**
     * Finds poolscope in this JVM, or brings it in.
     *
     * @param jar poolscope's jar
     * @param options what the agent gets if it is not there yet
     * @throws IOException if it cannot come in, with the reason in words
     */
    public static TestRun enter(Path jar, String options) throws IOException {
        return new TestRun(OwnJvm.enter(jar, options));
    }

    /**
     * Remembers what is so already.
     *
     * @return for {@link #end}
     */
    public Object begin() throws IOException {
        return looks.fresh();
    }

    /**
     * What has fired since.
     *
     * @param begun what {@link #begin} gave
     * @param severity {@code info}, {@code warning} or {@code critical}: what is less counts for nothing
     * @param allow entries as in the option {@code allow}
     * @param runners names of pools that run the tests: that these wait is nobody's fault
     * @return the text of each finding, worst first; empty for none
     * @throws IllegalArgumentException if an entry or the severity cannot be read
     */
    public List<String> end(Object begun, String severity, List<String> allow, List<String> runners)
            throws IOException {
        Severity least = severity(severity);
        accepted.know(allow);
        Look before = (Look) begun;
        Look now = looks.next();
        List<String> texts = new ArrayList<>();
        for (Finding finding : now.findings()) {
            boolean counts = finding.severity().compareTo(least) >= 0
                    && now.firedSince(before, finding)
                    && !runners.contains(String.valueOf(finding.pool()));
            if (counts && !accepted.accepts(finding, allow) && finding.suppressed() == null) {
                texts.add(text(finding, now.at(), allow));
            }
        }
        return texts;
    }

    private String text(Finding finding, Instant at, List<String> allow) {
        List<String> lines = new ArrayList<>(text.block(finding, at));
        lines.add("  accept it: " + text.acceptance(finding, at) + ":reason=...");
        accepted.expired(allow).forEach(line -> lines.add("  " + line));
        return String.join("\n", lines);
    }

    /** The check of {@link #end}, before anything runs. */
    public void check(String severity, List<String> allow) {
        Severity unused = severity(severity);
        accepted.know(allow);
    }

    /**
     * Ends the run: poolscope leaves the JVM if it came with this run.
     *
     * @return one line for each accepted finding that is past its date, or that never came
     */
    public List<String> leave() throws IOException {
        List<String> lines = accepted.notes();
        if (jvm.isGuest()) {
            looks.ask(Request.DETACH, TO_LEAVE);
        }
        return lines;
    }

    private static Severity severity(String name) {
        for (Severity severity : Severity.values()) {
            if (severity.id().equals(name.strip().toLowerCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw new IllegalArgumentException("there is no severity " + name + ": info, warning or critical");
    }
}
