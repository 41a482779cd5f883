package io.poolscope.report.meter;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Reporter;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final Supplier<SeriesTable> tables;
    // Made when the first Micrometer is found: without one the meters cost nothing.
    private @Nullable SeriesTable table;
    private final LibraryWatch watch;
    private final Bridges bridges;
    private final Consumer<String> complaints;
    private final List<BoundRegistry> registries = new ArrayList<>();

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
    public void report(Assessment assessment) {
        List<Class<?>> ready = List.copyOf(watch.ready());
        if (table == null) {
            if (ready.isEmpty()) {
                return;
            }
            table = tables.get();
        }
        SeriesTable.Changes changes = table.look(assessment);
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
    }

    @Override
    public long lost() {
        return table == null ? 0 : table.unrecorded();
    }

    /** How many registries show the meters now. */
    public int bound() {
        return registries.size();
    }

    private void bind(Class<?> library, SeriesTable table) {
        try {
            BiConsumer<Object, @Nullable Map<String, Object>> bridge =
                    bridges.micrometer(library.getClassLoader(), null);
            BoundRegistry registry = new BoundRegistry(bridge, complaints);
            registry.show(table.all());
            registries.add(registry);
        } catch (ReflectiveOperationException | LinkageError e) {
            complaints.accept("this Micrometer cannot be used, so it shows no meters of poolscope: " + e);
        }
    }

    @Override
    public void close() throws Exception {
        watch.close();
        for (BoundRegistry registry : registries) {
            registry.close();
        }
        registries.clear();
    }
}
