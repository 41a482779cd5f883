package io.poolscope.attach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads small files of other processes: bounded, and never through a link that such a process could have planted. */
final class ProcessFile {
    /** More than a process with ten thousand mappings has. */
    private static final int MOST_BYTES = 8 << 20;

    private ProcessFile() {}

    /** A file's bytes, up to the bound. */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    /** A file's text, up to the bound. */
    static String text(Path file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** Bytes of a regular file that is no link. */
    static byte[] foreign(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    /** Lines of {@code Key: value}. */
    static Map<String, String> table(Path file) throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (String line : text(file).split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                table.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return table;
    }
}
