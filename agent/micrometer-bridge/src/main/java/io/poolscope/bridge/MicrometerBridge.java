package io.poolscope.bridge;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts poolscope's meters into a Micrometer registry. Each meter holds its supplier and this bridge strongly, so that the
 * core may hold the bridge weakly: it lives exactly as long as the registry it serves. Uses nothing that Micrometer 1.5
 * does not have.
 *
 * <p>{@link #apply} takes a meter as a map: {@code kind} (gauge, time-gauge, counter, timer), {@code name}, {@code unit}
 * (may be absent), {@code description}, {@code tags} (String[], key and value in turn), {@code value}
 * ({@link DoubleSupplier}; milliseconds for time gauges and timers) and {@code count} ({@link LongSupplier}, timers only).
 * It answers with what removes the meter again.
 */
public final class MicrometerBridge implements Function<Map<String, Object>, Runnable>, AutoCloseable {
    private final MeterRegistry registry;
    private final Queue<Meter> meters = new ConcurrentLinkedQueue<>();

    /**
     * Binds to a registry.
     *
     * @param registry a {@code MeterRegistry} of the loader that this class was defined under; null for the global one
     */
    public MicrometerBridge(@Nullable Object registry) {
        this.registry = registry == null ? Metrics.globalRegistry : (MeterRegistry) registry;
    }

    @Override
    public Runnable apply(Map<String, Object> meter) {
        Meter registered = register(meter, get(meter, "name", String.class), get(meter, "tags", String[].class));
        meters.add(registered);
        return () -> {
            meters.remove(registered);
            registry.remove(registered.getId());
        };
    }

    private Meter register(Map<String, Object> meter, String name, String[] tags) {
        DoubleSupplier value = get(meter, "value", DoubleSupplier.class);
        String unit = (String) meter.get("unit");
        String description = get(meter, "description", String.class);
        String kind = get(meter, "kind", String.class);
        // The function, not the object, is what a meter holds strongly: see StrongReferenceGaugeFunction.
        return switch (kind) {
            case "gauge" ->
                Gauge.builder(name, value, any -> read(value))
                        .tags(tags)
                        .baseUnit(unit)
                        .description(description)
                        .register(registry);
            case "time-gauge" ->
                TimeGauge.builder(name, value, TimeUnit.MILLISECONDS, any -> read(value))
                        .tags(tags)
                        .description(description)
                        .register(registry);
            case "counter" ->
                FunctionCounter.builder(name, value, any -> read(value))
                        .tags(tags)
                        .baseUnit(unit)
                        .description(description)
                        .register(registry);
            case "timer" -> {
                LongSupplier count = get(meter, "count", LongSupplier.class);
                yield FunctionTimer.builder(
                                name, value, any -> count.getAsLong(), any -> read(value), TimeUnit.MILLISECONDS)
                        .tags(tags)
                        .description(description)
                        .register(registry);
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** An instance method, so that the lambdas above hold this bridge. */
    private double read(DoubleSupplier value) {
        return value.getAsDouble();
    }

    private static <T> T get(Map<String, Object> meter, String key, Class<T> type) {
        return type.cast(Objects.requireNonNull(meter.get(key), key));
    }

    /** Removes every meter that is still there. */
    @Override
    public void close() {
        Meter meter;
        while ((meter = meters.poll()) != null) {
            registry.remove(meter.getId());
        }
    }
}
