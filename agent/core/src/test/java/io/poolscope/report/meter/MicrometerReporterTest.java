package io.poolscope.report.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.Samples;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;
import io.poolscope.report.bridge.Loaders;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerReporterTest {
    private static final String QUEUED = "poolscope.pool.queued[tag(application=shop), tag(pool=orders),"
            + " tag(type=java.util.concurrent.ThreadPoolExecutor)]";

    private final Instrumentation instrumentation = Loaders.instrumentation();
    private final Set<Class<?>> initialised = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private final MicrometerReporter reporter = new MicrometerReporter(
            () -> Meters.all("0.1.0", false),
            64,
            new LibraryWatch(MicrometerReporter.LIBRARY, instrumentation, initialised::contains, false),
            new Bridges(Samples.bridgeClasses()),
            complaints::add);

    @AfterEach
    void close() throws Exception {
        reporter.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void metersAppearInEveryCopyOfMicrometerAndGoAgain() throws Exception {
        try (URLClassLoader one = Loaders.micrometer();
                URLClassLoader two = Loaders.micrometer()) {
            reporter.report(Samples.rich());
            Class<?> first = Registries.start(one);
            reporter.report(Samples.rich());
            assertThat(Registries.meters(first))
                    .as("not initialised, as far as we know")
                    .isEmpty();
            initialised.add(first);
            reporter.report(Samples.rich());
            assertThat(Registries.meters(first)).containsEntry(QUEUED, 212.0);

            Class<?> second = Registries.start(two);
            initialised.add(second);
            reporter.report(Samples.rich());
            assertThat(reporter.bound()).isEqualTo(2);
            assertThat(Registries.meters(second))
                    .isEqualTo(Registries.meters(first))
                    .isNotEmpty();

            System.gc(); // values are still there: registries hold most functions weakly
            assertThat(Registries.meters(second)).containsEntry(QUEUED, 212.0).doesNotContainValue(Double.NaN);

            reporter.report(Samples.empty());
            assertThat(Registries.meters(first).keySet())
                    .as("the series of dead pools are gone")
                    .noneMatch(name -> name.contains("poolscope.pool."))
                    .anyMatch(name -> name.startsWith("poolscope.agent.info"));

            reporter.close();
            assertThat(Registries.meters(first)).isEmpty();
            assertThat(Registries.meters(second)).isEmpty();
        }
    }

    @Test
    void anApplicationThatIsUndeployedCanBeCollected() throws Exception {
        WeakReference<ClassLoader> loader = deployed();
        initialised.clear();
        Awaitility.await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
        reporter.report(Samples.rich());
        assertThat(reporter.bound()).isZero();
    }

    private WeakReference<ClassLoader> deployed() throws Exception {
        try (URLClassLoader application = Loaders.micrometer()) {
            initialised.add(Registries.start(application));
            reporter.report(Samples.rich());
            reporter.report(Samples.rich());
            assertThat(reporter.bound()).isEqualTo(1);
            return new WeakReference<>(application);
        }
    }

    @Test
    void hostileNamesAreHarmlessTags() throws Exception {
        try (URLClassLoader application = Loaders.micrometer()) {
            Class<?> metrics = Registries.start(application);
            initialised.add(metrics);
            reporter.report(Samples.hostile());
            reporter.report(Samples.assess(List.of(), List.of(), Map.of(), List.of(), List.of()));
            reporter.report(Samples.hostile());
            assertThat(Registries.meters(metrics).keySet())
                    .anyMatch(name -> name.contains("evil\\u001b[31m\\u000d"))
                    .allMatch(name -> name.length() < 1500)
                    .allMatch(name -> name.codePoints().noneMatch(io.poolscope.report.Escape::harmful));
        }
    }
}
