package io.poolscope.report.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LibraryWatchTest {
    private static final String LIBRARY = "io.micrometer.core.instrument.Metrics";

    private final Instrumentation instrumentation = Loaders.instrumentation();
    private final Set<Class<?>> initialised = new HashSet<>();

    private LibraryWatch watch(boolean late) {
        return new LibraryWatch(LIBRARY, instrumentation, initialised::contains, late);
    }

    @Test
    void tellsEachCopyOnceAndOnlyWhenItIsInitialised() throws Exception {
        LibraryWatch watch = watch(false);
        try (URLClassLoader one = Loaders.micrometer();
                URLClassLoader two = Loaders.micrometer()) {
            assertThat(watch.ready()).isEmpty();
            Class<?> first = Class.forName(LIBRARY, false, one);
            Class<?> second = Class.forName(LIBRARY, false, two);
            assertThat(watch.ready()).as("loaded, not initialised").isEmpty();
            initialised.add(second);
            assertThat(watch.ready()).containsExactly(second);
            initialised.add(first);
            assertThat(watch.ready()).containsExactly(first);
            assertThat(watch.ready()).isEmpty();
        } finally {
            watch.close();
        }
        assertThat(Loaders.transforms(instrumentation, watch)).isFalse();
    }

    @Test
    void attachedLateItFindsWhatIsThere() throws Exception {
        try (URLClassLoader loader = Loaders.micrometer()) {
            Class<?> type = Class.forName(LIBRARY, false, loader);
            initialised.add(type);
            LibraryWatch watch = watch(true);
            assertThat(watch.ready()).contains(type);
            watch.close();
        }
    }

    @Test
    void ownCopyDoesNotCount() throws Exception {
        Class<?> own = Class.forName(LIBRARY);
        initialised.add(own);
        LibraryWatch watch = watch(true);
        assertThat(watch.ready()).doesNotContain(own);
        watch.close();
    }
}
