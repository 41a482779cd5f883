package io.poolscope.probe;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one batch: all target classes are retransformed together, once in and once out. poolscope's threads only. */
final class Weaving {
    private final Instrumentation instrumentation;
    private final List<Probe> probes;
    private final int feature = Runtime.version().feature();
    private final Map<String, Class<?>> classes = new LinkedHashMap<>();
    private @Nullable Weaver weaver;

    Weaving(Instrumentation instrumentation, List<Probe> probes) {
        this.instrumentation = instrumentation;
        this.probes = List.copyOf(probes);
    }

    /** Weaves all points of all probes. A class that cannot be changed is dropped once and for good; the others go in. */
    void install() {
        Map<Class<?>, List<Point>> targets = new LinkedHashMap<>();
        for (Probe probe : probes) {
            for (Point point : probe.pointsIn(feature)) {
                Class<?> type = link(point.type());
                if (type == null) {
                    point.absent();
                } else {
                    targets.computeIfAbsent(type, absent -> new ArrayList<>()).add(point);
                }
            }
        }
        Weaver woven = new Weaver(targets);
        weaver = woven;
        if (targets.isEmpty()) {
            return;
        }
        instrumentation.addTransformer(woven, true);
        retransform(List.copyOf(targets.keySet()), woven);
    }

    private void retransform(List<Class<?>> types, Weaver woven) {
        try {
            instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
        } catch (Throwable e) {
            if (types.size() == 1) {
                woven.drop(types.get(0), types.get(0).getName() + " was refused by the JVM: " + e);
            } else {
                types.forEach(type -> retransform(List.of(type), woven));
            }
        }
    }

    /**
     * Finds a class and links it, but does not initialise it. A class that is being linked while it is retransformed can
     * crash the JVM (JDK-8277444, open on 17). To initialise would do too, but is not ours to do: ForkJoinPool reads the
     * size of the common pool from system properties, which an application may set as late as in its {@code main}.
     */
    private @Nullable Class<?> link(String name) {
        Class<?> known = classes.get(name);
        if (known != null) {
            return known;
        }
        try {
            Class<?> type = Class.forName(name, false, null);
            // HotSpot links a class before it shows its methods (jvm.cpp, get_class_declared_methods_helper, 17 and
            // 25).
            if (type.getDeclaredMethods().length == 0) {
                return null;
            }
            classes.put(name, type);
            return type;
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** Takes the transformer back and gives every class its own code back. */
    void remove() {
        Weaver woven = weaver;
        if (woven == null) {
            return;
        }
        weaver = null;
        instrumentation.removeTransformer(woven);
        List<Class<?>> types = new ArrayList<>(classes.values());
        if (!types.isEmpty()) {
            retransform(types, woven);
        }
    }

    /** Why a class of this probe could not be changed, or null. */
    @Nullable
    String failure(Probe probe) {
        Weaver woven = weaver;
        for (Point point : probe.pointsIn(feature)) {
            Class<?> type = classes.get(point.type());
            String failure = woven == null || type == null ? null : woven.failure(type);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** What this JDK does not have, or null where the probe is whole. */
    @Nullable
    String missing(Probe probe) {
        Weaver woven = weaver;
        for (Point point : probe.pointsIn(feature)) {
            if (woven == null || !woven.found(point)) {
                return "this JDK has no " + point.place();
            }
        }
        return null;
    }
}
