package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.Records;
import io.poolscope.jdk.Opening;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/**
 * Attaches and detaches twice, while a worker sits in woven code, and compares class files as a transformer sees them.
 * The first comparison is with a state after one retransformation: 17 drops the frames of shared classes at the first.
 */
final class DetachMain {
    private static final List<String> CLASSES = List.of(
            "java.util.concurrent.FutureTask",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletableFuture$AsyncSupply",
            "java.util.concurrent.CompletableFuture$AsyncRun",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ThreadPoolExecutor$Worker",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ForkJoinPool$WorkQueue");

    private DetachMain() {}

    public static void main(String[] args) throws Throwable {
        Instrumentation instrumentation = TestAgent.instrumentation;
        classFiles(instrumentation);
        Map<String, byte[]> before = classFiles(instrumentation);
        Opening.open(instrumentation);
        BootstrapClasses.define(TestAgent::classFile);
        BootstrapClasses.define(TestAgent::classFile);
        for (int round = 0; round < 2; round++) {
            Woven.install(instrumentation, "");
            Woven.probing.install();
            Check.that(differ(before, classFiles(instrumentation)) == CLASSES.size(), "every class is woven");
            ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            FutureTask<String> open = new FutureTask<>(() -> "late");
            FutureTask<String> waits = new FutureTask<>(open::get);
            Thread[] worker = new Thread[1];
            pool.execute(() -> {
                worker[0] = Thread.currentThread();
                waits.run();
            });
            Check.eventually(() -> worker[0] != null, "runs");
            Check.eventually(() -> Records.of(worker[0]).awaited == open, "waits in woven code");
            Woven.probing.close();
            Woven.probing.close();
            Check.that(Records.of(worker[0]) == null && Records.pool(pool) == null, "the tables are empty");
            Check.that(Woven.probing.summary().startsWith("0 of 15 probes active"), Woven.probing.summary());
            open.run();
            Check.equal("late", waits.get(30, TimeUnit.SECONDS), "the old frame ends well");
            Check.equal("later", pool.submit(() -> "later").get(), "the pool goes on");
            Check.that(Records.of(worker[0]) == null, "nothing is recorded any more");
            // The hooks alone back on: code that still calls them would show. To look at class files is no proof by
            // itself,
            // because looking retransforms, and so mends what was forgotten.
            Hooks.start(false, null, null);
            Check.equal("last", pool.submit(() -> "last").get(), "the pool goes on");
            Check.that(Records.of(worker[0]) == null, "no code calls the hooks any more");
            Hooks.stop();
            pool.shutdown();
            Map<String, byte[]> after = classFiles(instrumentation);
            for (String name : CLASSES) {
                if (Runtime.version().feature() < 20) {
                    Check.that(Arrays.equals(before.get(name), after.get(name)), name + " is byte for byte as before");
                }
                Check.that(
                        Arrays.equals(canonical(before.get(name)), canonical(after.get(name))), name + " is as before");
            }
        }
        System.out.println("ok");
    }

    private static int differ(Map<String, byte[]> before, Map<String, byte[]> after) {
        int count = 0;
        for (String name : CLASSES) {
            if (!Arrays.equals(canonical(before.get(name)), canonical(after.get(name)))) {
                count++;
            }
        }
        return count;
    }

    /** JDK 20 and later keep dead constants (JDK-7124710): written anew, only what is used is left. */
    private static byte[] canonical(byte @Nullable [] bytes) {
        Check.that(bytes != null, "the class file was seen");
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(writer, 0);
        return writer.toByteArray();
    }

    private static Map<String, byte[]> classFiles(Instrumentation instrumentation) throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        ClassFileTransformer reader = new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
                if (type != null) {
                    files.put(type.getName(), bytes.clone());
                }
                return null;
            }
        };
        instrumentation.addTransformer(reader, true);
        Class<?>[] types = new Class<?>[CLASSES.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = Class.forName(CLASSES.get(i), true, null);
        }
        instrumentation.retransformClasses(types);
        instrumentation.removeTransformer(reader);
        return files;
    }
}
