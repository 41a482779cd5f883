package io.poolscope.cli;

import io.poolscope.report.Escape;
import io.poolscope.report.file.AtomicFile;
import io.poolscope.report.read.ReportFile;
import io.poolscope.report.read.UnreadableReportException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that commands read and write, with what goes wrong as a line for the user. */
final class Documents {
    private Documents() {}

    /** A path as the user wrote it. */
    static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new Failure(Exit.USAGE, Escape.cut(file, 200) + " is no path: " + e.getReason());
        }
    }

    /** A report. What is no report is a mistake; one that is empty or cut off is missing data. */
    static ReportFile read(String file) {
        Path path = path(file);
        try {
            if (Files.isDirectory(path)) {
                throw new Failure(Exit.USAGE, file + " is a directory; give a report file");
            }
            return ReportFile.read(path);
        } catch (UnreadableReportException e) {
            throw new Failure(e.cut() ? Exit.NO_DATA : Exit.USAGE, file + " " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new Failure(Exit.USAGE, file + " does not exist; `record` and the option report=run.json write one");
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "cannot read " + file + ": " + reason(e));
        }
    }

    /** Replaces a file in one step. */
    static void write(String file, String content) {
        try {
            AtomicFile.write(path(file), content);
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "cannot write " + file + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
