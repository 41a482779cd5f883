package io.poolscope.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** A line for the user, before there is a log. */
final class Stderr {
    /** A line is cut here, so that no text can flood the terminal. Characters. */
    private static final int LONGEST = 500;

    private Stderr() {}

    /**
     * Writes one line to the process's standard error: not through {@code System.err}, which the application may have
     * replaced by code of its own, but where a security manager leaves no other way. A failure to write is nobody's to
     * hear.
     */
    static void say(String text) {
        String line = line(text);
        try {
            new FileOutputStream(FileDescriptor.err).write(line.getBytes());
        } catch (SecurityException denied) {
            System.err.print(line);
        } catch (Throwable unwritable) {
            return;
        }
    }

    /** One line, with what could steer a terminal or fake another line replaced by {@code ?}. */
    static String line(String text) {
        StringBuilder line = new StringBuilder("poolscope: ");
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f || c >= 0xa0 && Character.isLetterOrDigit(c);
            line.append(plain ? c : '?');
        }
        return line.append(System.lineSeparator()).toString();
    }
}
