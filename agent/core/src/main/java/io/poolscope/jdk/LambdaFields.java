package io.poolscope.jdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the lambda of a task has captured, as {@code () -> result.complete(value)} has the future that it will complete. A
 * lambda may hold a future for another reason, so what is found here is likely, never certain. Reads fields only.
 * poolscope's thread only.
 */
public final class LambdaFields {
    /** Classes whose fields are remembered; reached only by programs that make classes without end. */
    private static final int MAX_CLASSES = 2_000;
    /** Fields that are read of an object: a lambda that captures more is a rare one. */
    private static final int MAX_FIELDS = 8;

    /** A stage that is queued: what the application gave is in its function. */
    private static final String STAGE = "java.util.concurrent.CompletableFuture$";

    private final FieldOffsets offsets = new Offsets();

    private static final class Offsets extends FieldOffsets {
        Offsets() {
            super(MAX_CLASSES, MAX_FIELDS);
        }

        /** Of a class of the JDK's above one that is not, nothing: it is no application's. */
        @Override
        boolean climbs(Class<?> type, Class<?> declaring) {
            return declaring == type || declaring.getClassLoader() != null;
        }

        @Override
        boolean follows(Class<?> type) {
            return mayHold(type);
        }
    }

    /**
     * Shows what a lambda holds: the objects in its fields, and of futures that are not the JDK's what is in theirs,
     * because there a thread that waits is parked on a part of the future. Of a class with a name reflection would load the
     * classes of its fields, by the application's loader and with its locks; what a lambda captures is loaded before it.
     *
     * @param see must read fields only
     */
    public void each(Object task, Consumer<Object> see) {
        Object holder = task.getClass().getName().startsWith(STAGE) ? function(task) : task;
        if (holder == null || !holder.getClass().isHidden()) {
            return;
        }
        for (long offset : offsets.of(holder.getClass())) {
            Object held = JavaBase.getReference(holder, offset);
            if (held == null) {
                continue;
            }
            see.accept(held);
            if (held instanceof Future
                    && !(held instanceof CompletableFuture)
                    && held.getClass().getClassLoader() != null) {
                for (long inner : offsets.of(held.getClass())) {
                    Object part = JavaBase.getReference(held, inner);
                    if (part != null) {
                        see.accept(part);
                    }
                }
            }
        }
    }

    private @Nullable Object function(Object stage) {
        for (long offset : offsets.of(stage.getClass())) {
            Object held = JavaBase.getReference(stage, offset);
            if (held != null && !(held instanceof Future)) {
                return held;
            }
        }
        return null;
    }

    /** Not what the JDK's other classes are for: texts, numbers, collections by their class. */
    private static boolean mayHold(Class<?> type) {
        return !type.isPrimitive()
                && (type.isInterface()
                        || type == Object.class
                        || type.getClassLoader() != null
                        || Future.class.isAssignableFrom(type));
    }
}
