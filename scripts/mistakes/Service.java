import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's service in a JVM of its own, with poolscope in it in load-test mode. */
final class Service implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    /** For a report of the moment after a load. */
    private static final Duration REPORT = Duration.ofSeconds(20);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern RATE = Pattern.compile("(?m)^summary .*\\brate=(\\S+)");

    private final Settings settings;
    private final Process process;
    private final Path report;
    private final int port;

    private Service(Settings settings, Process process, Path report, int port) {
        this.settings = settings;
        this.process = process;
        this.report = report;
        this.port = port;
    }

    /** Starts it and waits until it listens. */
    static Service start(Settings settings, String name) throws IOException, InterruptedException {
        Path out = settings.work().resolve(name + ".out");
        Path report = settings.work().resolve(name + ".json");
        Files.deleteIfExists(report);
        String agent = settings.agent() + "=mode=load-test,report-interval=500ms,report="
                + report.toString().replace(",", "\\,");
        Process process = new ProcessBuilder(
                        settings.java(), "-Xmx512m", "-javaagent:" + agent, "-jar", settings.app(), "--server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Instant limit = Instant.now().plus(START);
        while (Instant.now().isBefore(limit) && process.isAlive()) {
            Matcher started = PORT.matcher(Files.readString(out));
            if (started.find()) {
                return new Service(settings, process, report, Integer.parseInt(started.group(1)));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("the service did not come up, see " + out);
    }

    /**
     * Drives a path.
     *
     * @return good answers a second, in the second half
     */
    double drive(String path, String load, int seconds) throws IOException, InterruptedException {
        Process generator = new ProcessBuilder(List.of(
                        settings.java(),
                        "-Xmx256m",
                        "-jar",
                        settings.app(),
                        "--load",
                        "--url=http://127.0.0.1:" + port + path,
                        load,
                        "--seconds=" + seconds,
                        "--drain=2"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(generator.getInputStream().readAllBytes());
        Matcher rate = RATE.matcher(said);
        if (generator.waitFor() != 0 || !rate.find()) {
            throw new IOException("the load generator failed: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** The first report whose window ends now or later. */
    Map<String, Object> report() throws IOException, InterruptedException {
        Instant now = Instant.now();
        Instant limit = now.plus(REPORT);
        while (Instant.now().isBefore(limit) && process.isAlive()) {
            if (Files.exists(report)) {
                Map<String, Object> read = Json.object(Files.readString(report));
                Object to = Json.map(read.get("window")).get("to");
                if (to != null && !Instant.parse(to.toString()).isBefore(now)) {
                    return read;
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IOException("no report in " + report + " within " + REPORT.toSeconds() + " s");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

}
