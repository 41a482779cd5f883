import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The demo, a Spring Boot application, in a JVM of its own. */
final class Service implements AutoCloseable {
    static final String JAR = "demo-app/target/poolscope-demo-app.jar";

    private static final long UP_MS = 120_000;

    private final Process process;
    /** Its healthy endpoint: a query, and a reply of a downstream that comes at once. */
    final String url;
    /** From the start of the process to its first answer. */
    final double upMs;

    /** Returns when it has answered. */
    Service(Fork fork, Variant variant) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        url = "http://127.0.0.1:" + port + "/healthy-io?ms=0";
        List<String> command = new ArrayList<>(List.of(fork.jdk() + "/bin/java", "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(variant.arguments());
        command.addAll(List.of("-jar", JAR, "--server.port=" + port));
        long started = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!answers()) {
                if (!process.isAlive() || System.nanoTime() - started > UP_MS * 1_000_000) {
                    throw new IOException("the demo does not answer: " + String.join(" ", command));
                }
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
        upMs = (System.nanoTime() - started) / 1e6;
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setReadTimeout(10_000);
            boolean is200 = connection.getResponseCode() == 200;
            connection.disconnect();
            return is200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** CPU milliseconds that it has used. */
    double cpuMs() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }

    /** Most memory that was resident, MB; NaN where the system does not tell. */
    double peakMb() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                // In kB (proc(5)).
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
