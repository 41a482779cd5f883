package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the stacks that the probes took. */
final class Traces {
    /** Frames that tell one caller of a helper from another. */
    private static final int TRAIL = 8;

    private final Predicate<String> application;
    private final int depth;

    /**
     * Makes a reader.
     *
     * @param application whether a class, by binary name, is the application's
     * @param depth frames kept of a stack
     */
    Traces(Predicate<String> application, int depth) {
        this.application = application;
        this.depth = depth;
    }

    /** Whether a class is the application's. */
    boolean application(String className) {
        return application.test(className);
    }

    /** The innermost frame of the application; null if there is none. */
    @Nullable
    CodeLocation applicationFrame(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            if (application.test(frame.getClassName())) {
                return CodeLocation.of(frame);
            }
        }
        return null;
    }

    /** The innermost frame that is neither the JDK's nor poolscope's; null if there is none. */
    static @Nullable CodeLocation foreignFrame(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            String name = frame.getClassName();
            if (!ofTheJdk(name) && !Libraries.isOwn(name)) {
                return CodeLocation.of(frame);
            }
        }
        return null;
    }

    /** Whether a class, by binary name, belongs to the JDK. */
    static boolean ofTheJdk(String className) {
        return className.startsWith("java.")
                || className.startsWith("javax.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || className.startsWith("com.sun.");
    }

    /** The same for two stacks whose innermost {@link #TRAIL} frames of the application are the same lines. */
    int trail(StackTraceElement[] frames) {
        int trail = 0;
        int left = TRAIL;
        for (int i = 0; i < frames.length && left > 0; i++) {
            if (application.test(frames[i].getClassName())) {
                trail = 31 * trail + CodeLocation.of(frames[i]).hashCode();
                left--;
            }
        }
        return trail;
    }

    Stack stack(StackTraceElement[] trace) {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < trace.length && i < depth; i++) {
            frames.add(CodeLocation.of(trace[i]).toString());
        }
        return new Stack(Integer.toHexString(frames.hashCode()), List.copyOf(frames));
    }
}
