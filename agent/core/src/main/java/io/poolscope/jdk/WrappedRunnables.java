package io.poolscope.jdk;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a thread really runs where its factory wrapped the runnable (Netty's {@code FastThreadLocalRunnable},
 * Tomcat's {@code WrappingRunnable}, a lambda around it). Follows fields whose type is {@code Runnable}, nothing else.
 * poolscope's thread only.
 */
public final class WrappedRunnables {
    /** Wrappers around wrappers that are followed. */
    private static final int DEPTH = 3;
    /** Classes whose fields are remembered; reached only by programs that make classes without end. */
    private static final int MAX_CLASSES = 1_000;

    private final FieldOffsets offsets = new Offsets();

    private static final class Offsets extends FieldOffsets {
        Offsets() {
            super(MAX_CLASSES, Integer.MAX_VALUE);
        }

        @Override
        boolean climbs(Class<?> type, Class<?> declaring) {
            return declaring != Thread.class;
        }

        @Override
        boolean follows(Class<?> type) {
            return Runnable.class.isAssignableFrom(type);
        }
    }

    /**
     * The first object, from the thread's target inwards, that is wanted.
     *
     * @param thread a live thread
     * @param wanted must read fields only
     */
    public @Nullable Object find(Thread thread, Predicate<Object> wanted) {
        Object target = ThreadFacts.target(thread);
        if (target != null) {
            return find(target, wanted, DEPTH);
        }
        return thread.getClass() == Thread.class ? null : inside(thread, wanted, DEPTH);
    }

    private @Nullable Object find(Object object, Predicate<Object> wanted, int depth) {
        if (wanted.test(object)) {
            return object;
        }
        return depth == 0 ? null : inside(object, wanted, depth);
    }

    private @Nullable Object inside(Object object, Predicate<Object> wanted, int depth) {
        for (long offset : offsets.of(object.getClass())) {
            Object next = JavaBase.getReference(object, offset);
            if (next != null && next != object) {
                Object found = find(next, wanted, depth - 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
