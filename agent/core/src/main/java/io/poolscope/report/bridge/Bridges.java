package io.poolscope.report.bridge;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bridges. What they are spoken to in are JDK types, as their classes are strangers here: for the keys of the
 * map see {@code MicrometerBridge}.
 */
public final class Bridges {
    private final Function<String, byte @Nullable []> bytes;

    /**
     * Makes bridges from class files.
     *
     * @param bytes class file of a binary name in {@code io.poolscope.bridge}; null where there is none
     */
    public Bridges(Function<String, byte @Nullable []> bytes) {
        this.bytes = bytes;
    }

    /**
     * A bridge into a Micrometer registry; also {@link AutoCloseable}. Hold it weakly where the registry is the
     * application's.
     *
     * @param library loader of Micrometer
     * @param registry null for its global one
     */
    @SuppressWarnings("unchecked")
    public BiConsumer<Object, @Nullable Map<String, Object>> micrometer(
            @Nullable ClassLoader library, @Nullable Object registry) throws ReflectiveOperationException {
        return (BiConsumer<Object, @Nullable Map<String, Object>>) load(library, "io.poolscope.bridge.MicrometerBridge")
                .getConstructor(Object.class)
                .newInstance(registry);
    }

    /**
     * A bridge into SLF4J: takes the level's name, preceded by {@code finding:} for what is said of findings, and the text.
     *
     * @param library loader of SLF4J
     */
    @SuppressWarnings("unchecked")
    public BiConsumer<String, String> slf4j(@Nullable ClassLoader library) throws ReflectiveOperationException {
        return (BiConsumer<String, String>) load(library, "io.poolscope.bridge.Slf4jBridge")
                .getConstructor()
                .newInstance();
    }

    private Class<?> load(@Nullable ClassLoader library, String name) throws ClassNotFoundException {
        return new BridgeLoader(library, bytes).loadClass(name);
    }
}
