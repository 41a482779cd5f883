package io.poolscope.report.meter;

import io.poolscope.finding.Assessment;
import io.poolscope.guard.Aside;
import io.poolscope.guard.Fuse;
import io.poolscope.report.Reporter;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the meters in the application's own global registry: as soon as a Micrometer is in use, in each loader that has
 * one.
 */
public final class MicrometerReporter implements Reporter {
    /** The class whose use shows that Micrometer is in use. */
    public static final String LIBRARY = "io.micrometer.core.instrument.Metrics";

    /** For registries to take what a look has changed: some hundred meters take milliseconds. */
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /** For registries to let go of all meters. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private final Supplier<SeriesTable> tables;
    // Made when the first Micrometer is found: without one the meters cost nothing.
    private @Nullable SeriesTable table;
    private final LibraryWatch watch;
    private final Bridges bridges;
    private final Consumer<String> complaints;
    /** Changed on the thread that calls registries only. */
    private final List<BoundRegistry> registries = new CopyOnWriteArrayList<>();

    private final Aside calls = new Aside("poolscope-meters", "a meter registry of the application's");
    private volatile long refused;

    /**
     * Waits for a Micrometer.
     *
     * @param meters what to show
     * @param maxPools pools shown apart
     * @param watch of {@link #LIBRARY}; closed with this
     * @param bridges makes the bridge
     * @param complaints told if a Micrometer cannot be used
     */
    public MicrometerReporter(
            Supplier<List<Meter>> meters,
            int maxPools,
            LibraryWatch watch,
            Bridges bridges,
            Consumer<String> complaints) {
        this.tables = () -> new SeriesTable(meters.get(), maxPools);
        this.watch = watch;
        this.bridges = bridges;
        this.complaints = complaints;
    }

    @Override
    public String name() {
        return "micrometer";
    }

    @Override
    public void report(Assessment assessment) throws Exception {
        if (calls.busy()) {
            calls.await(Duration.ZERO); // tells where it hangs
        }
        List<Class<?>> ready = List.copyOf(watch.ready());
        if (table == null) {
            if (ready.isEmpty()) {
                return;
            }
            table = tables.get();
        }
        SeriesTable.Changes changes = table.look(assessment);
        if (!ready.isEmpty() || !changes.added().isEmpty() || !changes.removed().isEmpty() || table.hasEvents()) {
            SeriesTable shown = table;
            calls.run(() -> tell(ready, changes, shown), PATIENCE);
        }
    }

    private void tell(List<Class<?>> ready, SeriesTable.Changes changes, SeriesTable table) {
        registries.removeIf(registry -> !registry.alive());
        for (BoundRegistry registry : registries) {
            registry.remove(changes.removed());
            registry.show(changes.added());
        }
        for (Class<?> library : ready) {
            bind(library, table);
        }
        for (BoundRegistry registry : registries) {
            registry.record(table.all());
        }
        long refused = 0;
        for (BoundRegistry registry : registries) {
            refused += registry.refused();
        }
        this.refused = refused;
    }

    @Override
    public long lost() {
        return refused + (table == null ? 0 : table.unrecorded());
    }

    @Override
    public long cpuNanos() {
        return calls.cpuNanos();
    }

    /** How many registries show the meters now. */
    public int bound() {
        return (int) registries.stream().filter(BoundRegistry::alive).count();
    }

    private void bind(Class<?> library, SeriesTable table) {
        try {
            BiConsumer<Object, @Nullable Map<String, Object>> bridge =
                    bridges.micrometer(library.getClassLoader(), null);
            BoundRegistry registry = new BoundRegistry(bridge, complaints);
            registry.show(table.all());
            registries.add(registry);
        } catch (ReflectiveOperationException | LinkageError e) {
            complaints.accept(
                    "this Micrometer cannot be used, so it shows no meters of poolscope: " + Fuse.describe(e));
        }
    }

    @Override
    public void close() throws Exception {
        watch.close();
        try {
            if (!registries.isEmpty() && !calls.busy()) {
                calls.run(this::unbind, LAST_PATIENCE);
            }
        } finally {
            if (table != null) {
                table.silence();
            }
            calls.close(calls.busy() ? Duration.ofMillis(1) : LAST_PATIENCE);
        }
    }

    private void unbind() throws Exception {
        Exception first = null;
        for (BoundRegistry registry : registries) {
            try {
                registry.close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        registries.clear();
        if (first != null) {
            throw first;
        }
    }
}
