package io.poolscope.tests.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports. */
public final class Ports {

    private static final String LISTEN = "0A";
    /** Above those of well known services. */
    private static final int LOWEST = 20_000;
    /** Linux: {@code net.ipv4.ip_local_port_range}; other systems begin higher. */
    private static final int FIRST_OF_THE_SYSTEM = 32_768;

    private static final int TRIES = 100;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nobody uses at this moment, and that these tests do not give away twice. It is none of those that the
     * system gives to connections, as one of these could take it before it is used.
     */
    public static int free() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, FIRST_OF_THE_SYSTEM);
            try (ServerSocket socket = new ServerSocket(port, 1)) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return port;
                }
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("no free port in " + TRIES + " tries");
    }

    /** The TCP sockets on which a process listens, as Linux writes them; needs {@code /proc}. */
    public static List<String> listening(long pid) throws IOException {
        Set<String> own = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    own.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException closed) {
                    continue; // between the listing and the reading
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.isReadable(Path.of(table))) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > 9
                            && columns[3].equals(LISTEN)
                            && own.contains("socket:[" + columns[9] + "]")) {
                        found.add(line.strip());
                    }
                }
            }
        }
        return found;
    }
}
