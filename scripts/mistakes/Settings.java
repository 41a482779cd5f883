import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to run.
 *
 * @param mistakes which, in their order
 * @param runs how often each
 * @param seconds how long each is driven; 0 for as long as its source says
 * @param within how far a prediction may be off what is then measured, percent
 * @param java the JVM's launcher
 * @param agent poolscope's jar
 * @param app the demo's jar
 * @param work where logs and reports go
 */
record Settings(List<Header> mistakes, int runs, int seconds, int within, String java, String agent, String app, Path work) {
    private static final String SOURCES = "demo-app/src/main/java/io/poolscope/demo/mistake";

    /**
     * Reads {@code ROOT [NAME ...] [--runs N] [--seconds S] [--within PERCENT]}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Settings parse(String... args) throws IOException {
        Path root = Path.of(args[0]);
        List<Header> all = Header.all(root.resolve(SOURCES));
        List<Header> chosen = new ArrayList<>();
        int runs = 1;
        int seconds = 0;
        int within = 20;
        for (int i = 1; i < args.length; i++) {
            String arg = args[i];
            switch (arg) {
                case "--runs" -> runs = number(args, ++i);
                case "--seconds" -> seconds = number(args, ++i);
                case "--within" -> within = number(args, ++i);
                default ->
                    chosen.add(all.stream()
                            .filter(mistake -> mistake.name().equals(arg))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    (arg.startsWith("-") ? "no option " : "no mistake \"" + arg + "\"; there are ")
                                            + (arg.startsWith("-")
                                                    ? arg + "; there are --runs N, --seconds S and --within PERCENT"
                                                    : String.join(
                                                            ", ",
                                                            all.stream()
                                                                    .map(Header::name)
                                                                    .toList())))));
            }
        }
        Path work = Files.createDirectories(root.resolve("demo-app/target/mistakes"));
        return new Settings(
                chosen.isEmpty() ? all : chosen,
                runs,
                seconds,
                within,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                root.resolve("agent/dist/target/poolscope.jar").toString(),
                root.resolve("demo-app/target/poolscope-demo-app.jar").toString(),
                work);
    }

    private static int number(String[] args, int i) {
        String option = args[i - 1];
        if (i >= args.length || !args[i].matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(option + " wants a number from 1 to 999"
                    + (i < args.length ? ", not " + args[i] : ""));
        }
        return Integer.parseInt(args[i]);
    }

    int secondsOf(Header mistake) {
        return seconds == 0 ? mistake.seconds() : seconds;
    }
}
