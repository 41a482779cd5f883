package io.poolscope.report.meter;

import java.io.IOException;
import java.net.URLClassLoader;
import java.util.TreeMap;

/** The global registry of an application with its own Micrometer, by reflection. */
final class Registries {
    private Registries() {}

    /** Adds a simple registry with a common tag to the application's global one, as a framework would. */
    static Class<?> start(URLClassLoader application) throws ReflectiveOperationException {
        Class<?> metrics = Class.forName("io.micrometer.core.instrument.Metrics", true, application);
        Object simple = application
                .loadClass("io.micrometer.core.instrument.simple.SimpleMeterRegistry")
                .getConstructor()
                .newInstance();
        Class<?> registry = application.loadClass("io.micrometer.core.instrument.MeterRegistry");
        Object config = registry.getMethod("config").invoke(simple);
        config.getClass().getMethod("commonTags", String[].class).invoke(config, (Object)
                new String[] {"application", "shop"});
        metrics.getMethod("addRegistry", registry).invoke(null, simple);
        return metrics;
    }

    /** Id and value of each meter in the first registry under the global one. */
    static TreeMap<String, Double> meters(Class<?> metrics) throws ReflectiveOperationException, IOException {
        ClassLoader application = metrics.getClassLoader();
        Class<?> registry = application.loadClass("io.micrometer.core.instrument.MeterRegistry");
        Object global = metrics.getField("globalRegistry").get(null);
        Object first = ((Iterable<?>)
                        global.getClass().getMethod("getRegistries").invoke(global))
                .iterator()
                .next();
        TreeMap<String, Double> found = new TreeMap<>();
        for (Object meter : (Iterable<?>) registry.getMethod("getMeters").invoke(first)) {
            Class<?> api = application.loadClass("io.micrometer.core.instrument.Meter");
            Object id = api.getMethod("getId").invoke(meter);
            String name = id.getClass().getMethod("getName").invoke(id).toString()
                    + id.getClass().getMethod("getTags").invoke(id);
            Object measure = ((Iterable<?>) api.getMethod("measure").invoke(meter))
                    .iterator()
                    .next();
            found.put(name, (Double) measure.getClass().getMethod("getValue").invoke(measure));
        }
        return found;
    }
}
