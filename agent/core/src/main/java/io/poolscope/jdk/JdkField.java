package io.poolscope.jdk;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One private field of the JDK, read with volatile semantics and without a lock. Optional: on a JDK that does not have
 * it, {@link #present()} is false and reads give nothing. A receiver of another class gives nothing either, so a
 * renamed or replaced class can lead to a missing fact but never to a wrong one.
 *
 * <p>A class of the JDK is looked up when the first object of it is read, never before: HotSpot's compiled code relies on
 * which subclasses are loaded ("{@code FutureTask} has none"), and loading one throws that code away, the application's
 * among it (seen with {@code -XX:+LogCompilation}, {@code dependency_failed}, 17 and 25).
 */
public final class JdkField {
    /**
     * Where the field is.
     *
     * @param declaring of the bootstrap loader; null for a class of another loader, which must stay collectable
     * @param loaded that class; null for one of the bootstrap loader
     * @param type the primitive type, or {@code Object} for any reference
     */
    private record Place(
            @Nullable Class<?> declaring,
            @Nullable WeakReference<Class<?>> loaded,
            @Nullable Class<?> type,
            long offset) {
        boolean holds(Object of) {
            Class<?> in = declaring != null ? declaring : loaded != null ? loaded.get() : null;
            return in != null && in.isInstance(of);
        }
    }

    /** Holds in no object. */
    private static final Place ABSENT = new Place(null, null, null, -1);

    private final String owner;
    private final String name;
    /** Its row; null for a field of a library's class. */
    private final @Nullable ReadField row;
    /** Null until it is looked up. Threads that look it up at the same time find the same. */
    private volatile @Nullable Place place;

    private JdkField(String owner, String name, @Nullable ReadField row, @Nullable Place place) {
        this.owner = owner;
        this.name = name;
        this.row = row;
        this.place = place;
    }

    /** Names a field of the table, without loading its class. */
    public static JdkField of(ReadField row) {
        return new JdkField(row.owner(), row.memberName(), row, null);
    }

    /**
     * Looks a field up in a class of any loader: a copy of a JDK class that a server carries. Holds the class weakly.
     *
     * @param declaring class that declares the field itself
     * @param name field name
     */
    public static JdkField of(Class<?> declaring, String name) {
        return new JdkField(
                declaring.getName(), name, null, place(declaring, name, null, new WeakReference<>(declaring)));
    }

    private static Place place(
            Class<?> in, String name, @Nullable Class<?> declaring, @Nullable WeakReference<Class<?>> loaded) {
        try {
            Field field = in.getDeclaredField(name);
            Class<?> type = field.getType().isPrimitive() ? field.getType() : Object.class;
            return new Place(declaring, loaded, type, JavaBase.offset(field));
        } catch (Throwable e) {
            return ABSENT;
        }
    }

    /** Finds the field of a class of the JDK. One of the other primitive type, or of none, is not the one of the table. */
    private Place checked(ReadField of, Class<?> declaring) {
        Place found = place(declaring, name, declaring, null);
        Class<?> type = found.type();
        boolean primitive = type != null && type.isPrimitive();
        String descriptor = of.descriptor();
        if (type == null || (primitive ? !type.descriptorString().equals(descriptor) : descriptor.length() == 1)) {
            JdkCheck.absent(of);
            return ABSENT;
        }
        return found;
    }

    /** Whether this JDK has it. Loads its class, without initialising it: for classes that every JVM has loaded. */
    public boolean present() {
        Place known = place;
        if (known == null && row != null) {
            try {
                known = checked(row, Class.forName(owner, false, null));
            } catch (Throwable e) {
                JdkCheck.absent(row);
                known = ABSENT;
            }
            place = known;
        }
        return known != ABSENT;
    }

    /** The field's reference, or null where the field is absent, null, no reference, or {@code of} is of another class. */
    public @Nullable Object get(@Nullable Object of) {
        Place in = placeIn(of);
        return of != null && in != null && in.type() == Object.class ? JavaBase.getReference(of, in.offset()) : null;
    }

    /** The field's {@code int}, or {@code otherwise}. */
    public int getInt(@Nullable Object of, int otherwise) {
        Place in = placeIn(of);
        return of != null && in != null && in.type() == int.class ? JavaBase.getInt(of, in.offset()) : otherwise;
    }

    /** The field's {@code long}, or {@code otherwise}. */
    public long getLong(@Nullable Object of, long otherwise) {
        Place in = placeIn(of);
        return of != null && in != null && in.type() == long.class ? JavaBase.getLong(of, in.offset()) : otherwise;
    }

    /** The field's {@code boolean}, or {@code otherwise}. */
    public boolean getBoolean(@Nullable Object of, boolean otherwise) {
        Place in = placeIn(of);
        return of != null && in != null && in.type() == boolean.class
                ? JavaBase.getBoolean(of, in.offset())
                : otherwise;
    }

    private @Nullable Place placeIn(@Nullable Object of) {
        if (of == null) {
            return null;
        }
        Place known = place;
        if (known == null && row != null) {
            known = lookUp(row, of.getClass());
        }
        return known != null && known.holds(of) ? known : null;
    }

    /** Looks the field up where the class is the owner or extends it: then that is loaded. */
    private @Nullable Place lookUp(ReadField of, Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals(owner) && c.getClassLoader() == null) {
                Place found = checked(of, c);
                place = found;
                return found;
            }
        }
        return null;
    }

    /** {@code java.util.concurrent.FutureTask.runner}. */
    @Override
    public String toString() {
        return owner + "." + name;
    }
}
