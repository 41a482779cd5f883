import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What others leave in production, as their users start it. None of them may talk to anybody: what they have seen goes nowhere,
 * or to the standard output of the fork, which is thrown away.
 */
enum Peer {
    OPENTELEMETRY(
            "io.opentelemetry.javaagent:opentelemetry-javaagent",
            "opentelemetry-javaagent.version",
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"),
    DATADOG(
            "com.datadoghq:dd-java-agent",
            "dd-java-agent.version",
            "-Ddd.writer.type=PrintingWriter",
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.crashtracking.enabled=false",
            "-Ddd.trace.startup.logs=false"),
    BLOCKHOUND(
            "io.projectreactor.tools:blockhound",
            "blockhound.version",
            "-XX:+AllowRedefinitionToAddDeleteMethods"),
    /** A part of the JDK: no coordinates. */
    JFR("", "", "-XX:StartFlightRecording=settings=profile", "-Xlog:disable", "-Xlog:all=error:stderr"),
    /** {@code ExecutorServiceMetrics.monitor} around the executors; a library on the class path. */
    MICROMETER("io.micrometer:micrometer-core", "micrometer.version", "-Dwrapped=true");

    private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+:[\\w.-]+");

    private final String artifact;
    private final String versionProperty;
    private final List<String> jvm;

    Peer(String artifact, String versionProperty, String... jvm) {
        this.artifact = artifact;
        this.versionProperty = versionProperty;
        this.jvm = List.of(jvm);
    }

    /** {@code NAME=GROUP:ARTIFACT:VERSION}, or {@code NAME} alone for the version that the project's pom.xml pins. */
    static Variant parse(String argument, Path work) throws Refused, IOException, InterruptedException {
        String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
        Peer peer = Arrays.stream(values())
                .filter(p -> p.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused("--peer " + argument + ": no such peer; there are "
                        + Arrays.stream(values()).map(Peer::label).collect(Collectors.joining(", "))));
        if (peer == JFR && argument.contains("=")) {
            throw new Refused("--peer " + argument + ": jfr is a part of the JDK and has no coordinates");
        }
        String coordinates =
                argument.contains("=") ? argument.substring(name.length() + 1) : peer.pinned();
        if (peer != JFR && !COORDINATES.matcher(coordinates).matches()) {
            throw new Refused("--peer " + argument + ": coordinates are GROUP:ARTIFACT:VERSION");
        }
        return peer.variant(coordinates, work);
    }

    /** As {@code --peer} takes it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String pinned() throws IOException {
        if (this == JFR) {
            return "";
        }
        Matcher version = Pattern.compile("<" + Pattern.quote(versionProperty) + ">([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")));
        if (!version.find()) {
            throw new IllegalStateException("pom.xml has no " + versionProperty);
        }
        return artifact + ":" + version.group(1);
    }

    private Variant variant(String coordinates, Path work) throws Refused, IOException, InterruptedException {
        List<String> options = new java.util.ArrayList<>(jvm);
        if (this == JFR) {
            options.add("-XX:FlightRecorderOptions=repository=" + work.resolve("jfr"));
            return new Variant("JFR profile", "", options, List.of(), Variant.Role.PEER);
        }
        List<Path> jars = Maven.resolve(coordinates, work);
        String name = label() + " " + coordinates.substring(coordinates.lastIndexOf(':') + 1);
        if (this == MICROMETER) {
            return new Variant(name, "", options, jars, Variant.Role.WRAPPER);
        }
        options.add("-javaagent:" + jars.get(0));
        return new Variant(name, "", options, List.of(), Variant.Role.PEER);
    }
}
