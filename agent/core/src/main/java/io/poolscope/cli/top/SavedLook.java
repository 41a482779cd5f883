package io.poolscope.cli.top;

import io.poolscope.snapshot.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes a look as a report file whose name says which process and when. */
final class SavedLook {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    /** Looks written in the same second. */
    private static final int NAMES = 100;

    private final Path directory;
    private final ZoneId zone;

    /**
     * A writer of files.
     *
     * @param directory where they go
     * @param zone time zone of the reader
     */
    SavedLook(Path directory, ZoneId zone) {
        this.directory = directory;
        this.zone = zone;
    }

    /** Writes it, never over another file; says where it is, or why it is nowhere. */
    String write(Look look) {
        Snapshot snapshot = look.assessment().snapshot();
        String name = "poolscope-" + snapshot.jvm().pid() + "-"
                + TIME.format(snapshot.at().atZone(zone));
        try {
            for (int i = 1; i <= NAMES; i++) {
                Path file = directory.resolve(name + (i == 1 ? "" : "-" + i) + ".json");
                try {
                    Files.writeString(file, look.document(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
                    return "written: " + file.toAbsolutePath().normalize();
                } catch (FileAlreadyExistsException taken) {
                    continue;
                }
            }
            return "not written: " + NAMES + " files of this look are there";
        } catch (IOException e) {
            return "not written: " + e;
        }
    }
}
