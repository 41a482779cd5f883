package io.poolscope.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The socket: whose it is, what it answers, and that nothing of it stays. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ControlServerTest {
    private static final long PID = 4711;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    private Path directory = Path.of("");
    private final List<ControlServer> servers = new ArrayList<>();

    @BeforeEach
    void name() {
        directory = temporary.resolve("poolscope-1000");
    }

    private ControlServer start(Answerer answerer) throws IOException {
        ControlServer server = ControlServer.open(directory, PID, answerer);
        servers.add(server);
        server.start();
        return server;
    }

    @AfterEach
    void close() {
        servers.forEach(ControlServer::close);
    }

    @Test
    void answersOneRequestAfterTheOther() throws Exception {
        Path socket =
                start((request, argument) -> request.id() + ":" + argument).socket();
        try (Channel channel = ControlSocket.connect(socket)) {
            assertThat(channel.ask("set a=b,c=d", LIMIT)).isEqualTo("set:a=b,c=d");
            assertThat(channel.ask("hello", LIMIT)).isEqualTo("hello:");
        }
    }

    @Test
    void aRefusalIsToldInItsOwnWords() throws Exception {
        Path socket = start((request, argument) -> {
                    throw new RefusedException("not today: try tomorrow");
                })
                .socket();
        try (Channel channel = ControlSocket.connect(socket)) {
            assertThatThrownBy(() -> channel.ask("report", LIMIT))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("not today: try tomorrow");
        }
    }

    @Test
    void aFailureStaysInsideAndSaysNothingOfTheApplication() throws Exception {
        Path socket = start((request, argument) -> {
                    throw new IllegalStateException("secret");
                })
                .socket();
        try (Channel channel = ControlSocket.connect(socket)) {
            assertThatThrownBy(() -> channel.ask("report", LIMIT))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("internal error: java.lang.IllegalStateException")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> channel.ask("report", LIMIT)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void answersOfMegabytesComeWhole() throws Exception {
        String large = "ä".repeat(3_000_000);
        Path socket = start((request, argument) -> large).socket();
        try (Channel channel = ControlSocket.connect(socket)) {
            assertThat(channel.ask("report", LIMIT)).isEqualTo(large);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForLongerThanWanted() throws Exception {
        Path socket = directory.resolve("4711.sock");
        SafeDirectory.make(directory);
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            try (Channel channel = ControlSocket.connect(socket)) {
                assertThatThrownBy(() -> channel.ask("hello", Duration.ofMillis(200)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("in time");
            }
        }
    }

    @Test
    void theSocketOfADeadProcessIsReplaced() throws Exception {
        Path socket = directory.resolve("4711.sock");
        SafeDirectory.make(directory);
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        start((request, argument) -> "new");
        try (Channel channel = ControlSocket.connect(socket)) {
            assertThat(channel.ask("hello", LIMIT)).isEqualTo("new");
        }
    }

    @Test
    void whatKilledProcessesLeftBehindIsSweptUp() throws Exception {
        Path mine = start((request, argument) -> "").socket();
        Path dead = leave("4194305.sock", Duration.ofMinutes(5));
        Path aboutToListen = leave("4194306.sock", Duration.ZERO);
        Path ofALivingProcess = leave(ProcessHandle.current().pid() + ".sock", Duration.ofMinutes(5));
        Path answering = directory.resolve("4194307.sock");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(answering));
            age(answering, Duration.ofMinutes(5));
            age(mine, Duration.ofMinutes(5));
            LeftSockets.sweep(directory);
        }
        assertThat(dead).doesNotExist();
        assertThat(List.of(mine, aboutToListen, ofALivingProcess, answering))
                .allSatisfy(socket -> assertThat(socket).exists());
    }

    /** A socket at which nobody listens any more. */
    private Path leave(String name, Duration ago) throws IOException {
        Path socket = directory.resolve(name);
        try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(socket));
        }
        age(socket, ago);
        return socket;
    }

    private static void age(Path socket, Duration ago) throws IOException {
        Files.setLastModifiedTime(socket, FileTime.from(Instant.now().minus(ago)));
    }

    @Test
    void theSocketOfALivingOneIsNot() throws Exception {
        ControlServer server = start((request, argument) -> "first");
        assertThatThrownBy(() -> ControlServer.open(directory, PID, (request, argument) -> "second"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by another process");
        try (Channel channel = ControlSocket.connect(server.socket())) {
            assertThat(channel.ask("hello", LIMIT)).isEqualTo("first");
        }
    }

    @Test
    void aDirectoryThatSomebodyElseCouldReachIntoIsRefused() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(directory, elsewhere);
        assertThatThrownBy(() -> start((request, argument) -> ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a symbolic link");
        assertThat(elsewhere).isEmptyDirectory();

        Files.delete(directory);
        Files.createFile(directory);
        assertThatThrownBy(() -> start((request, argument) -> "")).hasMessageContaining("is no directory");

        Files.delete(directory);
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(() -> start((request, argument) -> "")).hasMessageContaining("may be entered by others");
    }

    @Test
    void nothingStays() throws Exception {
        start((request, argument) -> "").close();
        assertThat(directory).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("poolscope control");
    }

    @Test
    void theDirectoryStaysWhileOthersUseIt() throws Exception {
        ControlServer other = ControlServer.open(directory, 12, (request, argument) -> "");
        start((request, argument) -> "").close();
        assertThat(other.socket()).exists();
        other.close();
        assertThat(directory).doesNotExist();
    }

    @Test
    void whatIsInTheFilesPlaceNowIsNotRemoved() throws Exception {
        ControlServer server = start((request, argument) -> "");
        Files.delete(server.socket());
        Files.writeString(server.socket(), "another's");
        server.close();
        assertThat(directory.resolve("4711.sock")).hasContent("another's");
    }
}
