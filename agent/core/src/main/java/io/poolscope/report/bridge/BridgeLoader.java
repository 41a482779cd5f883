package io.poolscope.report.bridge;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the bridge classes, child first; everything else comes from the loader of the library that they serve. So they
 * link to the application's copy of that library, whichever it is, and nobody else sees them.
 */
final class BridgeLoader extends ClassLoader {
    private static final String PACKAGE = "io.poolscope.bridge.";

    private final Function<String, byte @Nullable []> bytes;

    /**
     * A loader with no class yet.
     *
     * @param library loader of the library
     * @param bytes class file of a binary name; null where there is none
     */
    BridgeLoader(@Nullable ClassLoader library, Function<String, byte @Nullable []> bytes) {
        super(library);
        this.bytes = bytes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = bytes.apply(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, file, 0, file.length);
    }
}
