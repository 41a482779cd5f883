package io.poolscope.report.read;

import io.poolscope.finding.Assessment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A report on disk.
 *
 * @param text the document as it stands there
 * @param assessment what it says
 */
public record ReportFile(String text, Assessment assessment) {

    /**
     * Reads a file, or a pipe; never more than {@link ReportReader#LONGEST} bytes.
     *
     * @throws IOException if it cannot be read
     * @throws UnreadableReportException if it is no report
     */
    public static ReportFile read(Path file) throws IOException, UnreadableReportException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(ReportReader.LONGEST + 1);
        }
        if (bytes.length > ReportReader.LONGEST) {
            throw new UnreadableReportException(
                    "is larger than " + (ReportReader.LONGEST >> 20) + " MB, and no report is", false);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableReportException("is no JSON: it is not UTF-8", false);
        }
        return new ReportFile(text, ReportReader.read(text));
    }
}
