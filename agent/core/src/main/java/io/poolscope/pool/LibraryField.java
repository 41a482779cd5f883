package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One private field of a library, by name, in whatever loader and under whatever package a build has moved the library
 * to: looked up once in each class that is met, from the class of the object upwards. Classes are held weakly. A version
 * of the library that lacks the field gives nothing, and is told of once ({@link #absent}). poolscope's thread only.
 */
final class LibraryField {
    /** Classes that are remembered; more come only from redeployments, whose loaders are collected. */
    private static final int MAX_CLASSES = 256;

    /** Names for {@code coverage}: a library's fields that were looked for and are not there. */
    private static final Set<String> ABSENT = ConcurrentHashMap.newKeySet();

    private static final JdkField NOWHERE = JdkField.of(Object.class, "");

    private final String name;
    private final boolean optional;
    /** End of the name of the class that declares it; empty where any class may. */
    private final String declaring;

    private final Map<Class<?>, JdkField> byClass = new WeakHashMap<>();

    private LibraryField(String name, boolean optional, String declaring) {
        this.name = name;
        this.optional = optional;
        this.declaring = declaring;
    }

    /** One that each version that was run has: where it is missing, a fact is. */
    static LibraryField of(String name) {
        return new LibraryField(name, false, "");
    }

    /** One that only some classes or versions have. */
    static LibraryField optional(String name) {
        return new LibraryField(name, true, "");
    }

    /**
     * One of a library's class that applications extend: only in that class is it looked for, as a look into an application's
     * class would load the classes of its fields.
     *
     * @param declaring end of that class's binary name
     */
    static LibraryField in(String declaring, String name) {
        return new LibraryField(name, true, declaring);
    }

    /** The reference; null where absent, null or no reference. */
    @Nullable
    Object get(@Nullable Object of) {
        return of == null ? null : in(of).get(of);
    }

    int getInt(@Nullable Object of, int otherwise) {
        return of == null ? otherwise : in(of).getInt(of, otherwise);
    }

    long getLong(@Nullable Object of, long otherwise) {
        return of == null ? otherwise : in(of).getLong(of, otherwise);
    }

    boolean getBoolean(@Nullable Object of, boolean otherwise) {
        return of == null ? otherwise : in(of).getBoolean(of, otherwise);
    }

    boolean presentIn(Object of) {
        return in(of).present();
    }

    private JdkField in(Object of) {
        Class<?> type = of.getClass();
        JdkField known = byClass.get(type);
        if (known == null) {
            known = lookUp(type);
            if (byClass.size() < MAX_CLASSES) {
                byClass.put(type, known);
            }
        }
        return known;
    }

    private JdkField lookUp(Class<?> type) {
        JdkField field = NOWHERE;
        for (Class<?> c = type; c != null && !field.present(); c = c.getSuperclass()) {
            field = c.getName().endsWith(declaring) ? JdkField.of(c, name) : field;
        }
        if (!field.present() && !optional && ABSENT.size() < MAX_CLASSES) {
            ABSENT.add(type.getName() + "." + name);
        }
        return field;
    }

    /** How many fields of libraries, in the versions that were met, are not as those that were read. */
    static int absent() {
        return ABSENT.size();
    }
}
