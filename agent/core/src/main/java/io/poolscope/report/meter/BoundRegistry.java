package io.poolscope.report.meter;

import io.poolscope.guard.Fuse;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A registry that shows the series. The bridge is held weakly, as it holds the application's class loader; the meters in
 * the registry hold it, so it is there as long as the registry and one meter are.
 */
final class BoundRegistry {
    private final WeakReference<BiConsumer<Object, @Nullable Map<String, Object>>> bridge;
    private final Consumer<String> complaints;
    private boolean complained;
    /** Written by the thread that calls the registry. */
    private volatile long refused;

    /**
     * Shows what there is.
     *
     * @param bridge into the registry; the caller must hold it until the first series is shown
     * @param complaints told once if a meter is refused
     */
    BoundRegistry(BiConsumer<Object, @Nullable Map<String, Object>> bridge, Consumer<String> complaints) {
        this.bridge = new WeakReference<>(bridge);
        this.complaints = complaints;
    }

    /** False where the registry is gone. */
    boolean alive() {
        return bridge.get() != null;
    }

    void show(Collection<Series> added) {
        each(added, true);
    }

    void remove(Collection<Series> removed) {
        each(removed, false);
    }

    /** Passes on the events of this look. */
    void record(Collection<Series> series) {
        for (Series one : series) {
            Map<String, Object> events = one.recorded();
            if (events != null) {
                tell(one, events);
            }
        }
    }

    private void each(Collection<Series> series, boolean show) {
        for (Series one : series) {
            tell(one, show ? one.described() : null);
        }
    }

    private void tell(Series one, @Nullable Map<String, Object> what) {
        BiConsumer<Object, @Nullable Map<String, Object>> to = bridge.get();
        try {
            if (to != null) {
                to.accept(one, what);
            }
        } catch (Throwable e) {
            refused = refused + 1;
            complain(one, e);
        }
    }

    /** How many calls the registry has not taken. */
    long refused() {
        return refused;
    }

    private void complain(Series series, Throwable e) {
        if (!complained) {
            complained = true;
            complaints.accept(
                    "a registry refuses the meter " + series.described().get("name") + ": " + Fuse.describe(e));
        }
    }

    void close() throws Exception {
        if (bridge.get() instanceof AutoCloseable open) {
            open.close();
        }
    }
}
