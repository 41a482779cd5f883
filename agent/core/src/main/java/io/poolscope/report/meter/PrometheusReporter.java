package io.poolscope.report.meter;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.poolscope.finding.Assessment;
import io.poolscope.report.Reporter;
import io.poolscope.report.bridge.Bridges;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows the meters at an endpoint of poolscope's own, in a registry of its own, with poolscope's own Micrometer. */
public final class PrometheusReporter implements Reporter {
    private final SeriesTable table;
    private final Endpoint endpoint;
    private final Bridges bridges;
    private final Consumer<String> complaints;
    private @Nullable ScrapeServer server;
    /** Keeps the bridge, which is held weakly elsewhere; this one is of poolscope's own loader. */
    private @Nullable BiConsumer<Object, @Nullable Map<String, Object>> bridge;

    private @Nullable BoundRegistry registry;
    private boolean failed;

    /**
     * Opens nothing before the first look.
     *
     * @param meters what to show
     * @param maxPools pools shown apart
     * @param endpoint where to listen
     * @param bridges makes the bridge
     * @param complaints told if the port cannot be had
     */
    public PrometheusReporter(
            List<Meter> meters, int maxPools, Endpoint endpoint, Bridges bridges, Consumer<String> complaints) {
        this.table = new SeriesTable(meters, maxPools);
        this.endpoint = endpoint;
        this.bridges = bridges;
        this.complaints = complaints;
    }

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public void report(Assessment assessment) throws Exception {
        if (failed) {
            return;
        }
        if (registry == null) {
            open();
        }
        if (server != null) {
            server.cutOff(ScrapeServer.LONGEST);
        }
        SeriesTable.Changes changes = table.look(assessment);
        if (registry != null) {
            registry.remove(changes.removed());
            registry.show(changes.added());
            registry.record(table.all());
        }
    }

    @Override
    public long lost() {
        return table.unrecorded();
    }

    private void open() throws ReflectiveOperationException {
        QuietMicrometer.install();
        PrometheusMeterRegistry own = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        bridge = bridges.micrometer(PrometheusMeterRegistry.class.getClassLoader(), own);
        registry = new BoundRegistry(bridge, complaints);
        try {
            server = new ScrapeServer(endpoint, own::scrape);
        } catch (IOException | RuntimeException e) {
            failed = true;
            complaints.accept("cannot listen on prometheus=" + endpoint.host() + ":" + endpoint.port() + ": "
                    + e.getMessage() + "; give another port");
        }
    }

    /** The port that is listened on; 0 before the first look or where it could not be had. */
    public int port() {
        return server == null ? 0 : server.port();
    }

    @Override
    public void close() throws Exception {
        if (server != null) {
            server.close();
        }
        if (registry != null) {
            registry.close();
        }
        bridge = null;
    }
}
