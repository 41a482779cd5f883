package io.poolscope.tests.program;

import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Deploys an application so many times and drops it each time. Says how many of their loaders are left, a while after, and
 * how many values of poolscope's hang on a thread that worked meanwhile.
 */
public final class Redeploys {

    private Redeploys() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService stays = Executors.newSingleThreadExecutor(Threads.named("stays"));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            loaders.add(deploy());
            stays.submit(() -> {
                        Thread.sleep(5);
                        return 1;
                    })
                    .get();
        }
        Lifeline.say("deployed");
        Lifeline.awaitGo();
        long end = System.nanoTime() + 40_000_000_000L;
        long left = loaders.size();
        while (left > 0 && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(200);
            left = loaders.stream().filter(loader -> !loader.refersTo(null)).count();
        }
        Lifeline.say("loaders left: " + left);
        Lifeline.say("thread locals: " + stays.submit(Redeploys::threadLocals).get());
        System.exit(3);
    }

    private static WeakReference<ClassLoader> deploy() throws Exception {
        URL classes = Redeploys.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Runnable application = (Runnable) loader.loadClass(Redeployed.class.getName())
                    .getConstructor()
                    .newInstance();
            application.run();
            return new WeakReference<>(loader);
        }
    }

    /** Keys and values of this thread's thread locals that are classes of poolscope's. */
    private static int threadLocals() throws ReflectiveOperationException {
        int found = 0;
        for (String map : List.of("threadLocals", "inheritableThreadLocals")) {
            Object locals = read(Thread.class, map, Thread.currentThread());
            Object table = locals == null ? null : read(locals.getClass(), "table", locals);
            for (int i = 0; table != null && i < Array.getLength(table); i++) {
                Object entry = Array.get(table, i);
                if (entry != null) {
                    found += ours(((WeakReference<?>) entry).get());
                    found += ours(read(entry.getClass(), "value", entry));
                }
            }
        }
        return found;
    }

    private static int ours(@Nullable Object thing) {
        String name = thing == null ? "" : thing.getClass().getName();
        return name.startsWith("io.poolscope.") && !name.startsWith(Redeploys.class.getPackageName()) ? 1 : 0;
    }

    private static @Nullable Object read(Class<?> type, String field, Object from) throws ReflectiveOperationException {
        Field found = type.getDeclaredField(field);
        found.setAccessible(true);
        return found.get(from);
    }
}
