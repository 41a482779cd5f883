package io.poolscope.report.bridge;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a class of a library of the application's to be loaded and initialised, in whichever loaders. The callback
 * runs in the application's threads while they load classes: it compares a string, keeps a weak reference and loads
 * nothing. poolscope never initialises such a class itself: that would change the order in which the application starts.
 * poolscope's own copy of a library does not count, nor one in the bootstrap loader.
 */
public final class LibraryWatch implements ClassFileTransformer, AutoCloseable {
    /** Looks for which a class that was seen being defined is looked for: a definition may fail. */
    private static final int TRIES = 30;

    /** A stack of loaders that were seen to define the class. */
    private record Note(
            WeakReference<ClassLoader> loader,
            int tries,
            @Nullable Note next) {}

    private final String internalName;
    private final String binaryName;
    private final Instrumentation instrumentation;
    private final Predicate<Class<?>> initialised;
    private final AtomicReference<@Nullable Note> notes = new AtomicReference<>();
    private final List<WeakReference<Class<?>>> waiting = new ArrayList<>();
    private boolean searchAll;

    /**
     * Begins to watch.
     *
     * @param binaryName the class
     * @param instrumentation of the agent
     * @param initialised whether a class is initialised, found out without doing it
     * @param late whether classes may have been loaded before now
     */
    public LibraryWatch(
            String binaryName, Instrumentation instrumentation, Predicate<Class<?>> initialised, boolean late) {
        this.binaryName = binaryName;
        this.internalName = binaryName.replace('.', '/');
        this.instrumentation = instrumentation;
        this.initialised = initialised;
        this.searchAll = late && !jniChecked();
        // Loads what the callback needs before there is a callback.
        note(new WeakReference<>(null), 0);
        notes.set(null);
        instrumentation.addTransformer(this, false);
    }

    /**
     * Whether the JVM checks its native code: {@code getAllLoadedClasses} of 17 then warns of its own references, on the
     * application's standard output. There what was loaded before stays unknown.
     */
    private static boolean jniChecked() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-Xcheck:jni");
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (loader != null && redefined == null && internalName.equals(name)) {
            note(new WeakReference<>(loader), TRIES);
        }
        return null;
    }

    private void note(WeakReference<ClassLoader> loader, int tries) {
        Note top;
        do {
            top = notes.get();
        } while (!notes.compareAndSet(top, new Note(loader, tries, top)));
    }

    /**
     * Classes that have become ready since the last call, each told once. Called by poolscope's thread.
     *
     * @return the watched class in each loader where it is initialised
     */
    public List<Class<?>> ready() {
        if (searchAll) {
            searchAll = false;
            search(instrumentation.getAllLoadedClasses(), null);
        }
        for (Note note = notes.getAndSet(null); note != null; note = note.next()) {
            ClassLoader loader = note.loader().get();
            if (loader != null && !search(instrumentation.getInitiatedClasses(loader), loader) && note.tries() > 0) {
                note(note.loader(), note.tries() - 1); // its definition is still under way
            }
        }
        List<Class<?>> ready = new ArrayList<>();
        for (Iterator<WeakReference<Class<?>>> each = waiting.iterator(); each.hasNext(); ) {
            Class<?> type = each.next().get();
            if (type == null) {
                each.remove();
            } else if (initialised.test(type)) {
                each.remove();
                ready.add(type);
            }
        }
        return ready;
    }

    /** Puts the class on the list of those that are waited for; false where it is not among these. */
    private boolean search(Class<?>[] classes, @Nullable ClassLoader loader) {
        boolean found = false;
        for (Class<?> type : classes) {
            ClassLoader defining = type.getClassLoader();
            if (type.getName().equals(binaryName)
                    && defining != null
                    && defining != LibraryWatch.class.getClassLoader()
                    && (loader == null || defining == loader)) {
                found = true;
                if (waiting.stream().noneMatch(known -> known.get() == type)) {
                    waiting.add(new WeakReference<>(type));
                }
            }
        }
        return found;
    }

    /** Stops watching. */
    @Override
    public void close() {
        instrumentation.removeTransformer(this);
    }
}
