package io.poolscope.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Where, in objects of a class, the references are that somebody follows. Looked up once for each class. poolscope's thread
 * only.
 */
abstract class FieldOffsets {
    private static final long[] NONE = {};

    private final int maxClasses;
    private final int maxFields;
    /** Offsets only, so that no value keeps its key alive. */
    private final Map<Class<?>, long[]> known = new WeakHashMap<>();

    /**
     * Nothing is looked up yet.
     *
     * @param maxClasses classes that are remembered; those after them are looked up each time
     * @param maxFields fields of an object that are followed, those of its class before those of the classes above
     */
    FieldOffsets(int maxClasses, int maxFields) {
        this.maxClasses = maxClasses;
        this.maxFields = maxFields;
    }

    /** Whether the fields that the second class declares count for the first one, which extends it or is it. */
    abstract boolean climbs(Class<?> type, Class<?> declaring);

    /** Whether fields of this type are followed. */
    abstract boolean follows(Class<?> type);

    long[] of(Class<?> type) {
        long[] found = known.get(type);
        if (found == null) {
            found = lookUp(type);
            if (known.size() < maxClasses) {
                known.put(type, found);
            }
        }
        return found;
    }

    private long[] lookUp(Class<?> type) {
        long[] found = NONE;
        try {
            for (Class<?> c = type; c != null && c != Object.class && climbs(type, c); c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && follows(field.getType())
                            && found.length < maxFields) {
                        found = Arrays.copyOf(found, found.length + 1);
                        found[found.length - 1] = JavaBase.offset(field);
                    }
                }
            }
        } catch (Throwable e) {
            return found; // a field's class that cannot be loaded: what it holds stays unknown
        }
        return found;
    }
}
