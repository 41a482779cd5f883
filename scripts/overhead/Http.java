import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's healthy endpoint under load: as fast as it answers, and at a fixed rate that leaves the machine room. */
final class Http {
    /** Requests a second. */
    private static final String RATE = "500";
    /** How much longer than the measuring is the warm-up. */
    private static final int WARM_UP = 3;

    private static final String ROW = "healthy endpoint";
    private static final int SECONDS_TO_END = 60;

    private final Figures full;
    private final Figures time;
    private final Figures fixed;
    private final Map<String, Figures> latencies = new LinkedHashMap<>();
    private final Fork fork;
    private final int seconds;

    private Http(Fork fork, Arguments arguments) {
        this.fork = fork;
        seconds = arguments.loadSeconds();
        int rounds = arguments.rounds();
        full = new Figures(
                "The demo's healthy endpoint at full load: CPU of the service per request (limit: 1.00)",
                "CPU at full load",
                "us",
                0,
                rounds);
        time = new Figures("At full load: time per request, both processors busy", "time at full load", "us", 0, rounds);
        fixed = new Figures(
                "At " + RATE + " requests a second: CPU of the service per request", "CPU at a fixed rate", "us", 0, rounds);
        for (String percentile : List.of("p50", "p99", "p99.9")) {
            String title = "At " + RATE + " requests a second: " + percentile;
            latencies.put(percentile, new Figures(title, percentile + " at a fixed rate", "us", 0, rounds));
        }
    }

    static List<Figures> measure(Fork fork, Arguments arguments, List<Variant> variants) throws Exception {
        Http http = new Http(fork, arguments);
        for (int round = 0; round < arguments.rounds(); round++) {
            for (Variant variant : variants) {
                if (variant.role() == Variant.Role.WRAPPER || variant.equals(Variant.LOAD_TEST)) {
                    continue;
                }
                try (Service demo = new Service(fork, variant)) {
                    http.measure(demo, variant, round);
                } catch (IOException e) {
                    if (!variant.isPeer()) {
                        throw e;
                    }
                    Fork.failed(variant, e);
                }
            }
        }
        List<Figures> all = new ArrayList<>(List.of(http.full, http.time, http.fixed));
        all.addAll(http.latencies.values());
        return all;
    }

    private void measure(Service demo, Variant variant, int round) throws IOException, InterruptedException {
        pace(demo, variant, "" + WARM_UP * seconds, "0");
        double before = demo.cpuMs();
        Map<String, Double> said = pace(demo, variant, "" + seconds, "0");
        full.put(ROW, variant, round, (demo.cpuMs() - before) * 1e3 / said.get("requests"));
        time.put(ROW, variant, round, seconds * 1e6 / said.get("requests"));
        before = demo.cpuMs();
        said = pace(demo, variant, "" + seconds, RATE);
        fixed.put(ROW, variant, round, (demo.cpuMs() - before) * 1e3 / said.get("requests"));
        for (var percentile : latencies.entrySet()) {
            percentile.getValue().put(ROW, variant, round, said, percentile.getKey());
        }
    }

    private Map<String, Double> pace(Service demo, Variant variant, String forSeconds, String rate)
            throws IOException, InterruptedException {
        List<String> command = fork.java(Variant.NONE);
        command.addAll(List.of("workload.Pace", demo.url, forSeconds, rate));
        Map<String, Double> said = fork.figures(Variant.NONE, command, Integer.parseInt(forSeconds) + SECONDS_TO_END);
        if (!said.containsKey("requests")) {
            throw new IOException("no requests were answered beside " + variant.name());
        }
        return said;
    }
}
