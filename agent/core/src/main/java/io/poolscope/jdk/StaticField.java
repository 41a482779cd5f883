package io.poolscope.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** A static field of a library's class, by name, read without a call. */
public final class StaticField {
    private final String name;

    /** Names it. */
    public StaticField(String name) {
        this.name = name;
    }

    /** The reference; null where absent, null or no reference, and of a class that is not initialised yet. */
    public @Nullable Object get(Class<?> declaring) {
        try {
            Field field = declaring.getDeclaredField(name);
            return !Modifier.isStatic(field.getModifiers())
                            || field.getType().isPrimitive()
                            || JavaBase.uninitialized(declaring)
                    ? null
                    : JavaBase.getStatic(field);
        } catch (Throwable e) {
            return null; // not there, or its type cannot be loaded: a missing fact
        }
    }
}
