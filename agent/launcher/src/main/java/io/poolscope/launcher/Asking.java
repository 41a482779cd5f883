package io.poolscope.launcher;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;

/**
 * Requests of the command line that come as the arguments of a load: {@code control=REQUEST,answer=FILE}. They are the
 * core's to answer; here is only what is said where there is none.
 */
final class Asking {
    private static final String REQUEST = "control=";
    private static final String ANSWER = ",answer=";

    private Asking() {}

    /** Whether arguments are a request, and not options to start with. */
    static boolean isRequest(String arguments) {
        return arguments != null && arguments.startsWith(REQUEST) && arguments.contains(ANSWER);
    }

    /** Tells the client that poolscope is not in this JVM. */
    static void nobodyAnswers(String arguments) throws Exception {
        byte[] message = "poolscope is not in this JVM: attach it first".getBytes(StandardCharsets.UTF_8);
        byte[] head = ("poolscope/1 no " + message.length + "\n").getBytes(StandardCharsets.US_ASCII);
        Path file = Paths.get(arguments
                .substring(arguments.lastIndexOf(ANSWER) + ANSWER.length())
                .replace("\\,", ","));
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] answer = new byte[head.length + message.length];
            System.arraycopy(head, 0, answer, 0, head.length);
            System.arraycopy(message, 0, answer, head.length, message.length);
            Files.write(file, answer, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        }
    }
}
