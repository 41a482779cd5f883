package io.poolscope.bridge;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts poolscope's meters into a Micrometer registry. Each meter's function holds this bridge strongly, so that the core
 * may hold it weakly: it lives exactly as long as the registry that it serves. Uses nothing that Micrometer 1.5 does not
 * have.
 *
 * <p>{@link #accept} takes a key, any object with identity, and a meter as a map: {@code kind} (gauge, time-gauge, counter,
 * timer), {@code name}, {@code unit} (may be absent), {@code description}, {@code tags} (String[], key and value in turn),
 * {@code value} ({@link DoubleSupplier}; milliseconds for time gauges and timers) and {@code count} ({@link LongSupplier},
 * timers only). With null for the meter it removes that key's again. A meter of kind {@code recorder} has neither value nor
 * count: each event is recorded, by a map of the kind {@code record} with {@code ms} (double[], milliseconds) and {@code
 * counts} (long[], how many events of each of these).
 */
public final class MicrometerBridge implements BiConsumer<Object, @Nullable Map<String, Object>>, AutoCloseable {
    /** Upper ends of a histogram's buckets: 1, 2 and 5 of each power of ten, as fine as a pool's trouble needs. */
    private static final Duration[] BUCKETS = LongStream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<Object, Meter> meters = new ConcurrentHashMap<>();

    /**
     * Binds to a registry.
     *
     * @param registry a {@code MeterRegistry} of the loader that this class was defined under; null for the global one
     */
    public MicrometerBridge(@Nullable Object registry) {
        this.registry = registry == null ? Metrics.globalRegistry : (MeterRegistry) registry;
    }

    @Override
    public void accept(Object key, @Nullable Map<String, Object> meter) {
        if (meter != null && "record".equals(meter.get("kind"))) {
            record((Timer) meters.get(key), get(meter, "ms", double[].class), get(meter, "counts", long[].class));
            return;
        }
        Meter old = meter == null
                ? meters.remove(key)
                : meters.put(
                        key, register(meter, get(meter, "name", String.class), get(meter, "tags", String[].class)));
        if (meter == null && old != null) {
            registry.remove(old.getId());
        }
    }

    private static void record(@Nullable Timer timer, double[] ms, long[] counts) {
        for (int i = 0; timer != null && i < ms.length; i++) {
            long nanos = (long) (ms[i] * 1_000_000);
            for (long n = 0; n < counts[i]; n++) {
                timer.record(nanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    private Meter register(Map<String, Object> meter, String name, String[] tags) {
        String kind = get(meter, "kind", String.class);
        if (kind.equals("recorder")) {
            return Timer.builder(name)
                    .tags(tags)
                    .description(get(meter, "description", String.class))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }
        DoubleSupplier value = get(meter, "value", DoubleSupplier.class);
        String unit = (String) meter.get("unit");
        String description = get(meter, "description", String.class);
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

    /** Removes every meter that is still there; where the registry keeps one, the others go all the same. */
    @Override
    public void close() {
        RuntimeException first = null;
        for (Object key : meters.keySet()) {
            try {
                accept(key, null);
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
