package io.poolscope.jdk;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One private field of the JDK, read with volatile semantics and without a lock. Optional: on a JDK that does not have
 * it, {@link #present()} is false and reads give nothing. A receiver of another class gives nothing either, so a
 * renamed or replaced class can lead to a missing fact but never to a wrong one.
 */
public final class JdkField {
    /** Never read from: marks an absent field. */
    private static final long ABSENT = -1;

    private final String owner;
    private final String name;
    /** Of the bootstrap loader; null for a class of another loader, which must stay collectable. */
    private final @Nullable Class<?> declaring;

    private final @Nullable WeakReference<Class<?>> loaded;
    /** The primitive type, or {@code Object} for any reference. */
    private final @Nullable Class<?> type;

    private final long offset;

    private JdkField(
            String owner,
            String name,
            @Nullable Class<?> declaring,
            @Nullable WeakReference<Class<?>> loaded,
            @Nullable Class<?> type,
            long offset) {
        this.owner = owner;
        this.name = name;
        this.declaring = declaring;
        this.loaded = loaded;
        this.type = type;
        this.offset = offset;
    }

    /**
     * Looks a field up, without initialising its class.
     *
     * @param owner binary name of a class of the bootstrap loader
     * @param name field name
     */
    public static JdkField of(String owner, String name) {
        try {
            Class<?> declaring = Class.forName(owner, false, null);
            Field field = declaring.getDeclaredField(name);
            return new JdkField(owner, name, declaring, null, kind(field), JavaBase.offset(field));
        } catch (Throwable e) {
            return new JdkField(owner, name, null, null, null, ABSENT);
        }
    }

    /**
     * Looks a field up in a class of any loader: a copy of a JDK class that a server carries. Holds the class weakly.
     *
     * @param declaring class that declares the field itself
     * @param name field name
     */
    public static JdkField of(Class<?> declaring, String name) {
        try {
            Field field = declaring.getDeclaredField(name);
            return new JdkField(
                    declaring.getName(),
                    name,
                    null,
                    new WeakReference<>(declaring),
                    kind(field),
                    JavaBase.offset(field));
        } catch (Throwable e) {
            return new JdkField(declaring.getName(), name, null, null, null, ABSENT);
        }
    }

    private static Class<?> kind(Field field) {
        return field.getType().isPrimitive() ? field.getType() : Object.class;
    }

    /** Whether this JDK has it. */
    public boolean present() {
        return offset != ABSENT;
    }

    /** The field's reference, or null where the field is absent, null, no reference, or {@code of} is of another class. */
    public @Nullable Object get(@Nullable Object of) {
        return of != null && readable(of) && type != null && !type.isPrimitive()
                ? JavaBase.getReference(of, offset)
                : null;
    }

    /** The field's {@code int}, or {@code otherwise}. */
    public int getInt(@Nullable Object of, int otherwise) {
        return of != null && readable(of) && type == int.class ? JavaBase.getInt(of, offset) : otherwise;
    }

    /** The field's {@code long}, or {@code otherwise}. */
    public long getLong(@Nullable Object of, long otherwise) {
        return of != null && readable(of) && type == long.class ? JavaBase.getLong(of, offset) : otherwise;
    }

    /** The field's {@code boolean}, or {@code otherwise}. */
    public boolean getBoolean(@Nullable Object of, boolean otherwise) {
        return of != null && readable(of) && type == boolean.class ? JavaBase.getBoolean(of, offset) : otherwise;
    }

    private boolean readable(Object of) {
        Class<?> in = declaring != null ? declaring : loaded != null ? loaded.get() : null;
        return in != null && in.isInstance(of);
    }

    /** {@code java.util.concurrent.FutureTask.runner}. */
    @Override
    public String toString() {
        return owner + "." + name;
    }
}
