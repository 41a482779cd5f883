package io.poolscope.report.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file in one step: a reader sees the old content or the new one, never a part. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes UTF-8. The file's folder is made if it is not there. The new file belongs to its owner alone, where the file
     * system knows such a thing ({@link Files#createTempFile} makes it so).
     *
     * @throws IOException where that is impossible; nothing is left behind then
     */
    public static void write(Path file, String content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || (Files.exists(target) && !Files.isRegularFile(target))) {
            throw new IOException("is no regular file"); // a rename would replace a device, too
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
        try {
            Files.write(temporary, content.getBytes(StandardCharsets.UTF_8));
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
