import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The command line.
 *
 * @param rounds how often each variant is measured
 * @param only sections, or groups of micro-workloads; all sections where none is named
 * @param peers what is measured beside poolscope
 * @param loadSeconds how long the demo is measured at a time
 * @param plot where the plot goes; null: nowhere
 * @param jdks homes of the JDKs
 */
record Arguments(int rounds, Set<String> only, List<Variant> peers, int loadSeconds, Path plot, List<String> jdks) {
    static final List<String> SECTIONS =
            List.of("micro", "start", "boot", "memory", "million", "own", "attach", "demo");

    /** Reads it; peers are resolved, into {@code work} where that needs files. */
    static Arguments parse(String[] args, Path work) throws Refused, IOException, InterruptedException {
        int rounds = 5;
        int loadSeconds = 20;
        Set<String> only = new LinkedHashSet<>();
        Set<String> peers = new LinkedHashSet<>();
        Path plot = null;
        List<String> jdks = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--rounds" -> rounds = number(args, ++i);
                case "--load-seconds" -> loadSeconds = number(args, ++i);
                case "--only" -> only.addAll(Arrays.asList(value(args, ++i).split(",")));
                case "--peer" -> peers.add(value(args, ++i));
                case "--peers" -> Arrays.stream(Peer.values()).map(Peer::label).forEach(peers::add);
                case "--plot" -> plot = file(value(args, ++i));
                default -> jdks.add(jdk(args[i]));
            }
        }
        for (String section : only) {
            if (!SECTIONS.contains(section) && !Micro.GROUPS.contains(section)) {
                throw new Refused("--only " + section + ": there are " + String.join(", ", SECTIONS) + "; of micro also "
                        + String.join(", ", Micro.GROUPS));
            }
        }
        if (plot != null && (Files.isDirectory(plot) || !Files.isWritable(plot.getParent()))) {
            throw new Refused("--plot " + plot + ": no file can be written there");
        }
        if (jdks.isEmpty()) {
            jdks.add(System.getProperty("java.home"));
        }
        List<Variant> resolved = new ArrayList<>();
        for (String peer : peers) {
            Variant variant = Peer.parse(peer, work);
            resolved.removeIf(same -> same.name().equals(variant.name()));
            resolved.add(variant);
        }
        return new Arguments(rounds, only, resolved, loadSeconds, plot, jdks);
    }

    /** Whether a section is asked for, or by its own name a part of it. */
    boolean wants(String section, String part) {
        return wants(section) || only.contains(part);
    }

    boolean wants(String section) {
        return only.isEmpty() || only.contains(section);
    }

    private static String value(String[] args, int at) throws Refused {
        if (at == args.length) {
            throw new Refused(args[at - 1] + " needs a value");
        }
        return args[at];
    }

    private static int number(String[] args, int at) throws Refused {
        String value = value(args, at);
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new Refused(args[at - 1] + " " + value + ": a whole number from 1 to 9999 is needed");
        }
        return Integer.parseInt(value);
    }

    /** Relative to where the script was started. */
    private static Path file(String name) {
        return Path.of(System.getProperty("overhead.folder", "")).resolve(name).toAbsolutePath();
    }

    private static String jdk(String home) throws Refused {
        if (home.startsWith("-")) {
            throw new Refused(home + ": no such option; there are --rounds, --only, --peer, --peers, --load-seconds, --plot");
        }
        if (!new File(home, "bin/java").canExecute() || !new File(home, "release").exists()) {
            throw new Refused(home + ": no JDK is there");
        }
        return home;
    }
}
