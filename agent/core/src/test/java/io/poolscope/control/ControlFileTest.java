package io.poolscope.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Requests that travel as an agent's arguments, and answers in a file. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ControlFileTest {
    @TempDir
    Path directory;

    private Path file(String permissions) throws IOException {
        return Files.createFile(
                directory.resolve("answer"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    }

    @Test
    void theAnswerIsReadAsItWasGiven() throws Exception {
        Path file = file("rw-------");
        ControlFile.answer(
                "set a=b,c", file, (request, argument) -> request.id() + " " + argument + "\nzweite Zeile ä");
        assertThat(ControlFile.read(file)).isEqualTo("set a=b,c\nzweite Zeile ä");
    }

    @Test
    void argumentsKeepTheirCommas() throws Exception {
        assertThat(ControlFile.arguments("set a=b,c=d", "/tmp/x,y"))
                .isEqualTo("control=set a=b\\,c=d,answer=/tmp/x\\,y");
    }

    @Test
    void aRefusalIsARefusal() throws Exception {
        Path file = file("rw-------");
        ControlFile.answer("nonsense", file, (request, argument) -> "");
        assertThatThrownBy(() -> ControlFile.read(file)).isInstanceOf(RefusedException.class);
    }

    @Test
    void onlyAFileThatIsItsOwnersAloneIsWrittenInto() throws Exception {
        Path open = file("rw-rw----");
        assertThatThrownBy(() -> ControlFile.answer("hello", open, (request, argument) -> "x"))
                .isInstanceOf(IOException.class);
        assertThat(open).isEmptyFile();
        Path link = Files.createSymbolicLink(directory.resolve("link"), open);
        assertThatThrownBy(() -> ControlFile.answer("hello", link, (request, argument) -> "x"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ControlFile.answer("hello", directory.resolve("nowhere"), (request, argument) -> "x"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoWholeAnswerIsNone() throws Exception {
        Path file = file("rw-------");
        assertThatThrownBy(() -> ControlFile.read(file)).hasMessageContaining("has not answered");
        Files.writeString(file, "poolscope/1 ok 10\nshort");
        assertThatThrownBy(() -> ControlFile.read(file)).hasMessageContaining("not whole");
        Files.writeString(file, "poolscope/9 ok 5\nshort");
        assertThatThrownBy(() -> ControlFile.read(file))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("speaks protocol 9");
        Files.writeString(file, "poolscope/1 ok 999999999\n");
        assertThatThrownBy(() -> ControlFile.read(file)).hasMessageContaining("more than");
    }
}
