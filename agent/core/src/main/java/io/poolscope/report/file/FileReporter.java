package io.poolscope.report.file;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.FindingEvent;
import io.poolscope.report.Escape;
import io.poolscope.report.Reporter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the report file fresh: every interval, at the look at which a finding opens or rises, and at the end. A path that
 * cannot be written is told once, and again only after a success or when the reason changes; it is tried at every
 * interval.
 */
public final class FileReporter implements Reporter {
    private final String target;
    private final long intervalNanos;
    private final Function<Assessment, String> form;
    private final Consumer<String> complaints;
    private final LongSupplier nanos;

    private @Nullable Path path;
    private long triedAt;
    private boolean tried;
    private @Nullable String told;
    private long unwritten;

    /**
     * Writes nothing yet.
     *
     * @param target the file, with nothing left to expand
     * @param interval time between two writings
     * @param form makes the content
     * @param complaints takes a line where the file cannot be written
     * @param nanos monotonic clock, nanoseconds
     */
    public FileReporter(
            String target,
            Duration interval,
            Function<Assessment, String> form,
            Consumer<String> complaints,
            LongSupplier nanos) {
        this.target = target;
        this.intervalNanos = interval.toNanos();
        this.form = form;
        this.complaints = complaints;
        this.nanos = nanos;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public void report(Assessment assessment) {
        boolean due = !tried || nanos.getAsLong() - triedAt >= intervalNanos;
        if (due || assessment.events().stream().anyMatch(FileReporter::urgent)) {
            write(assessment);
        }
    }

    @Override
    public void last(Assessment assessment) {
        write(assessment);
    }

    private static boolean urgent(FindingEvent event) {
        return event.change() == FindingEvent.Change.OPENED || event.change() == FindingEvent.Change.RAISED;
    }

    private void write(Assessment assessment) {
        tried = true;
        triedAt = nanos.getAsLong();
        try {
            if (path == null) {
                path = Path.of(target);
            }
            AtomicFile.write(path, form.apply(assessment));
            told = null;
        } catch (IOException | InvalidPathException | SecurityException e) {
            unwritten++;
            complain("cannot write report=" + target + ": " + reason(e)
                    + "; give a path that the JVM's user may write; trying again every "
                    + Duration.ofNanos(intervalNanos).toSeconds() + " s");
        }
    }

    @Override
    public long lost() {
        return unwritten;
    }

    private void complain(String line) {
        if (!line.equals(told)) {
            told = line;
            complaints.accept(Escape.line(line));
        }
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is no folder";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {}
}
