package io.poolscope.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What goes over the wire: a line {@code poolscope/1 REQUEST [ARGUMENT]}, and an answer {@code poolscope/1 ok LENGTH} or
 * {@code poolscope/1 no LENGTH} with so many bytes behind it, all UTF-8.
 */
final class Wire {
    /** Which language is spoken. Another number is another language, also in how an answer begins. */
    static final int PROTOCOL = 1;
    /** Longest line of a request, bytes with its line feed: a thousand accepted findings fit in. */
    static final int LONGEST_REQUEST = 64 * 1024;
    /** Longest answer, bytes: sixteen times the longest report seen. */
    static final int LONGEST_ANSWER = 64 * 1024 * 1024;
    /** Longest first line of an answer, bytes. */
    static final int LONGEST_HEAD = 64;

    private static final String NAME = "poolscope/";
    private static final String YES = " ok ";
    private static final String NO = " no ";

    private Wire() {}

    /** One request, understood as far as its name. */
    record Asked(String request, String argument) {}

    /** The line for a request, with its line feed. */
    static byte[] request(String request) throws IOException {
        return request(request, true);
    }

    /** The line for a request. */
    static byte[] request(String request, boolean lineFeed) throws IOException {
        if (request.indexOf('\n') >= 0 || request.indexOf('\r') >= 0) {
            throw new IOException("a request is one line");
        }
        byte[] line = (NAME + PROTOCOL + ' ' + request + (lineFeed ? "\n" : "")).getBytes(StandardCharsets.UTF_8);
        if (line.length > LONGEST_REQUEST) {
            throw new IOException("a request is at most " + LONGEST_REQUEST + " bytes long, this has " + line.length);
        }
        return line;
    }

    /**
     * Reads the line of a request.
     *
     * @param line without its line feed
     * @throws RefusedException if it is none, or one of another version
     */
    static Asked asked(byte[] line) throws RefusedException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException garbage) {
            throw new RefusedException("that is no request of poolscope's: not UTF-8");
        }
        String[] words = text.split(" ", 3);
        if (!words[0].matches("poolscope/\\d{1,9}")) {
            throw new RefusedException("that is no request of poolscope's: expected " + NAME + PROTOCOL + " REQUEST");
        }
        String version = words[0].substring(NAME.length());
        if (!version.equals(Integer.toString(PROTOCOL))) {
            throw new RefusedException("this command line speaks protocol " + version
                    + ", the poolscope in the JVM protocol " + PROTOCOL
                    + ": use the command line of the jar that is in the JVM, or detach that one and attach this");
        }
        return new Asked(words.length < 2 ? "" : words[1], words.length < 3 ? "" : words[2].strip());
    }

    /** A good answer; one that is too long becomes a refusal. */
    static byte[] ok(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return bytes.length > LONGEST_ANSWER
                ? no("the answer is " + bytes.length + " bytes long, more than the " + LONGEST_ANSWER + " that fit")
                : answer(YES, bytes);
    }

    /** A refusal. */
    static byte[] no(String message) {
        return answer(NO, message.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] answer(String word, byte[] body) {
        byte[] head = (NAME + PROTOCOL + word + body.length + '\n').getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[head.length + body.length];
        System.arraycopy(head, 0, answer, 0, head.length);
        System.arraycopy(body, 0, answer, head.length, body.length);
        return answer;
    }

    /**
     * The first line of an answer.
     *
     * @param ok whether it is a good one
     * @param length bytes of its body
     */
    record Head(boolean ok, int length) {

        /**
         * Reads it.
         *
         * @param line without its line feed
         */
        static Head parse(String line) throws IOException {
            String[] words = line.split(" ", -1);
            if (!words[0].matches("poolscope/\\d{1,9}")) {
                throw new IOException("what answers there is not poolscope");
            }
            if (!words[0].equals(NAME + PROTOCOL)) {
                throw new RefusedException("the poolscope in the JVM speaks protocol "
                        + words[0].substring(NAME.length()) + ", this command line protocol " + PROTOCOL
                        + ": use the command line of the jar that is in the JVM");
            }
            if (words.length != 3 || !words[1].matches("ok|no") || !words[2].matches("\\d{1,9}")) {
                throw new IOException("poolscope's answer cannot be understood");
            }
            int length = Integer.parseInt(words[2]);
            if (length > LONGEST_ANSWER) {
                throw new IOException("poolscope's answer is " + length + " bytes long, more than " + LONGEST_ANSWER);
            }
            return new Head(words[1].equals("ok"), length);
        }

        /** The body as text, or as the refusal that it is. */
        String body(byte[] bytes) throws RefusedException {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!ok) {
                throw new RefusedException(text);
            }
            return text;
        }
    }
}
