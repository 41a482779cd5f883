package io.poolscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What every command understands. */
class Common {
    @Option(names = "--json", description = "JSON, and nothing else, on standard output")
    private boolean json;

    @Option(names = "--no-color", description = "no colours, also where there is a terminal (also: NO_COLOR)")
    private boolean noColor;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15s",
            description = "how long a JVM may take to answer (default: 15s)")
    private Duration timeout = Duration.ofSeconds(15);

    boolean json() {
        return json;
    }

    Duration timeout() {
        return timeout;
    }

    boolean noColor() {
        return noColor;
    }

    /** Whether the surroundings want colours: a terminal that has them, and nobody who said no (no-color.org). */
    static boolean colorAllowed(Console console) {
        return console.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !console.environment().getOrDefault("TERM", "dumb").equals("dumb")
                && isTerminal(1);
    }

    /** Whether one of this process's own streams is a terminal; 0 is standard input. */
    static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            if (Files.isSymbolicLink(link)) {
                String file = Files.readSymbolicLink(link).toString();
                return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
            }
        } catch (IOException unknown) {
            return false;
        }
        return System.console() != null;
    }
}
