import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures what poolscope costs: CPU time per operation, in forks that take turns (none, none again, each variant, each
 * peer), and the ratio of each to the "none" of its own round: the median of the rounds, and the quartiles. "None again"
 * against "none" says how much of that is noise: a limit counts as met only where its quartiles are closer to 1 than the
 * limit's margin.
 *
 * <p>Arguments: see {@code scripts/overhead.sh}, which compiles and runs it, in the root of a built checkout. Prints
 * Markdown.
 */
public final class Overhead {
    private Overhead() {}

    /** A section that measures all variants in turn, and whose figures are printed afterwards. */
    private interface Section {
        List<Figures> measure(Fork fork, Arguments arguments, List<Variant> variants) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Path classes = Path.of(
                Overhead.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Arguments arguments;
        try {
            arguments = Arguments.parse(args, classes);
            for (String jar : List.of(Variant.JAR, Service.JAR)) {
                if (!new File(jar).exists()) {
                    throw new Refused("no " + jar + ": run mvn -DskipTests package first, in the project's root");
                }
            }
        } catch (Refused refused) {
            System.err.println("overhead: " + refused.getMessage());
            System.exit(2);
            return;
        }
        Plot plot = new Plot();
        for (String jdk : arguments.jdks()) {
            String heading = "Java " + release(jdk);
            System.out.println("## " + heading + "\n");
            String machine = machine() + ", " + arguments.rounds() + " rounds, " + LocalDate.now();
            System.out.println(machine + "\n");
            Overhead.measure(new Fork(jdk, classes), arguments, plot.part(heading + ", " + machine));
            if (arguments.plot() != null) {
                Files.writeString(arguments.plot(), plot.svg());
            }
        }
    }

    private static void measure(Fork fork, Arguments arguments, Plot.Part plot) throws Exception {
        List<Variant> variants = Stream.concat(
                        Stream.of(
                                Variant.NONE,
                                Variant.NONE_AGAIN,
                                Variant.PROBES_OFF,
                                Variant.PROBES_ON,
                                Variant.LOAD_TEST),
                        arguments.peers().stream())
                .toList();
        List<Variant> started = Start.variants(variants);
        List<Figures> all = new ArrayList<>();
        if (arguments.wants("micro") || Micro.GROUPS.stream().anyMatch(arguments.only()::contains)) {
            all.addAll(printed(Micro::measure, fork, arguments, variants));
        }
        if (arguments.wants("start")) {
            all.addAll(Start.measure(fork, arguments, started));
        }
        if (arguments.wants("boot")) {
            all.addAll(printed(Boot::measure, fork, arguments, variants));
        }
        if (arguments.wants("memory")) {
            all.addAll(printed(Memory::measure, fork, arguments, variants));
        }
        if (arguments.wants("million") && feature(fork.jdk()) >= VirtualThreads.SINCE) {
            all.addAll(printed(VirtualThreads::measure, fork, arguments, variants));
        }
        if (arguments.wants("own")) {
            Own.measure(fork, arguments.rounds());
        }
        if (arguments.wants("attach")) {
            attach(fork, arguments.rounds());
        }
        if (arguments.wants("demo")) {
            all.addAll(printed(Http::measure, fork, arguments, variants));
        }
        Beside.print(all, variants);
        plot.add(all, variants);
    }

    private static List<Figures> printed(Section section, Fork fork, Arguments arguments, List<Variant> variants)
            throws Exception {
        List<Figures> figures = section.measure(fork, arguments, variants);
        figures.forEach(f -> Table.print(f, variants));
        return figures;
    }

    private static void attach(Fork fork, int rounds) throws IOException, InterruptedException {
        // The JDK that runs this need not be the one that is measured.
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp"));
        String classes = fork.classes().toString();
        command.addAll(List.of(classes, "Attach", "" + rounds, fork.jdk(), classes, Variant.JAR));
        Fork.run(command, 400 * rounds).forEach(System.out::println);
    }

    /** As the JDK names it, such as 17.0.15. */
    private static String release(String jdk) throws IOException {
        for (String line : Files.readAllLines(Path.of(jdk, "release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.substring(line.indexOf('=') + 1).replace("\"", "");
            }
        }
        return jdk;
    }

    private static int feature(String jdk) throws IOException {
        return Integer.parseInt(release(jdk).split("[.-]")[0]);
    }

    private static String machine() throws IOException {
        String cpu = "CPU unknown";
        Path info = Path.of("/proc/cpuinfo");
        if (Files.exists(info)) {
            cpu = Files.readAllLines(info).stream()
                    .filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 2))
                    .findFirst()
                    .orElse(cpu);
        }
        return Runtime.getRuntime().availableProcessors() + " cores, " + cpu + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
