package io.poolscope.report.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.GuardedReporter;
import io.poolscope.report.Samples;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.report.bridge.LibraryWatch;
import io.poolscope.report.bridge.Loaders;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Registries are the application's code: what they throw stays there, and where they block nobody else does. */
class HostileRegistryTest {
    private final Instrumentation instrumentation = Loaders.instrumentation();
    private final Set<Class<?>> initialised = new HashSet<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final GuardedReporter reporter = new GuardedReporter(
            new MicrometerReporter(
                    () -> Meters.all("0.1.0", false),
                    64,
                    new LibraryWatch(MicrometerReporter.LIBRARY, instrumentation, initialised::contains, false),
                    new Bridges(Samples.bridgeClasses()),
                    complaints::add),
            complaints::add);

    @Test
    void whatItThrowsIsCountedAndToldOnce() throws Exception {
        try (URLClassLoader application = Loaders.micrometer()) {
            start(application, () -> {
                throw new IllegalStateException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("asked for its words");
                    }
                };
            });
            reporter.report(Samples.rich());
            reporter.report(Samples.rich());
            assertThat(reporter.lost()).isPositive();
            assertThat(reporter.failures()).isZero();
            assertThat(complaints)
                    .singleElement()
                    .asString()
                    .contains("a registry refuses the meter poolscope", "HostileRegistryTest");
            reporter.close();
        }
    }

    @Test
    @Timeout(60)
    void whereItBlocksItIsLeft() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (URLClassLoader application = Loaders.micrometer()) {
            start(application, release::await);
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                reporter.report(Samples.rich());
            }
            reporter.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(reporter.failures()).isEqualTo(5);
            assertThat(complaints)
                    .singleElement()
                    .asString()
                    .startsWith("the reporter micrometer failed 5 times in a row and is off now: "
                            + "java.util.concurrent.TimeoutException at ");
        } finally {
            release.countDown();
        }
    }

    private interface Body {
        void run() throws Exception;
    }

    /** An application whose filter does this at every meter of poolscope's. */
    private void start(URLClassLoader application, Body at) throws ReflectiveOperationException {
        Class<?> metrics = Registries.start(application);
        Class<?> filter = application.loadClass("io.micrometer.core.instrument.config.MeterFilter");
        Class<?> reply = application.loadClass("io.micrometer.core.instrument.config.MeterFilterReply");
        Class<?> registry = application.loadClass("io.micrometer.core.instrument.MeterRegistry");
        Object hostile = Proxy.newProxyInstance(application, new Class<?>[] {filter}, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "accept":
                    return Objects.requireNonNull(reply.getEnumConstants())[1];
                case "configure":
                    return arguments[1];
                case "map":
                    if (String.valueOf(arguments[0]).contains("poolscope")) {
                        at.run();
                    }
                    return arguments[0];
                default:
                    return method.invoke(this, arguments);
            }
        });
        Object global = metrics.getField("globalRegistry").get(null);
        Object config = registry.getMethod("config").invoke(global);
        config.getClass().getMethod("meterFilter", filter).invoke(config, hostile);
        initialised.add(metrics);
    }
}
