package io.poolscope.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The way without a socket: poolscope's agent is loaded again with {@code control=REQUEST[ ARGUMENT],answer=FILE}, and the
 * one that is there writes its answer into the file that the client has made for it.
 */
public final class ControlFile {
    private ControlFile() {}

    /**
     * The agent's arguments for a request. A comma in it is written as {@code \,}, as everywhere in the agent's arguments.
     *
     * @param request a request as in {@link Channel#ask}
     * @param answer the file as the target sees it: there, empty, and its client's own
     */
    public static String arguments(String request, String answer) throws IOException {
        Wire.request(request);
        return "control=" + request.replace(",", "\\,") + ",answer=" + answer.replace(",", "\\,");
    }

    /**
     * Answers into the file: the agent's part.
     *
     * @param line the request, as in {@link Channel#ask}
     * @param file is there already, is no link, and belongs to its owner alone: what is in it is replaced
     * @throws IOException if it is no such file; the request is not carried out then
     */
    public static void answer(String line, Path file, Answerer answerer) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !SafeDirectory.isPrivate(file)) {
            throw new IOException(file + " is no plain file that only its owner may read and write");
        }
        byte[] reply = Replies.to(Wire.request(line, false), answerer);
        Files.write(
                file, reply, LinkOption.NOFOLLOW_LINKS, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * The answer in the file.
     *
     * @param file as this process sees it
     * @throws RefusedException if poolscope said no
     * @throws IOException if there is no whole answer
     */
    public static String read(Path file) throws IOException {
        if (Files.size(file) > Wire.LONGEST_ANSWER + Wire.LONGEST_HEAD) {
            throw new IOException("poolscope's answer is too long");
        }
        byte[] content = Files.readAllBytes(file);
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        if (end == content.length || end > Wire.LONGEST_HEAD) {
            throw new IOException("poolscope has not answered");
        }
        Wire.Head head = Wire.Head.parse(new String(content, 0, end, StandardCharsets.US_ASCII));
        byte[] body = new byte[content.length - end - 1];
        if (body.length != head.length()) {
            throw new IOException("poolscope's answer is not whole");
        }
        System.arraycopy(content, end + 1, body, 0, body.length);
        return head.body(body);
    }
}
