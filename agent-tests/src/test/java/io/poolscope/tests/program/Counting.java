package io.poolscope.tests.program;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A busy program that counts its work and itself. Each line {@code measure} on standard input is answered with
 * {@code measured threads=N heap=N code=N tasks=N}; after {@code end} all that was begun is finished, and it
 * says whether every task has run exactly once.
 */
public final class Counting {

    private static final AtomicLong begun = new AtomicLong();
    private static final AtomicLong done = new AtomicLong();
    private static final Map<String, byte[]> seen = new ConcurrentHashMap<>();

    private Counting() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Threads.start("commands", () -> {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("measure")) {
                    Lifeline.say("measured " + measure());
                } else {
                    end.countDown();
                }
            }
            Runtime.getRuntime().halt(99);
        });
        ExecutorService pool = Executors.newFixedThreadPool(3, Threads.named("work"));
        ExecutorService stuck = Executors.newFixedThreadPool(1, Threads.named("stuck"));
        stuck.execute(() -> waitForItself(stuck));
        Lifeline.say("working");
        while (end.getCount() > 0) {
            begun.incrementAndGet();
            Future<?> future = pool.submit(done::incrementAndGet);
            if (begun.get() % 8 == 0) {
                future.get();
            }
            Thread.sleep(1);
        }
        pool.shutdown();
        while (!pool.isTerminated()) {
            Thread.sleep(1);
        }
        Lifeline.say("counted " + (begun.get() == done.get() ? "right" : begun + " begun, " + done + " done"));
        System.exit(0);
    }

    private static void waitForItself(ExecutorService stuck) {
        try {
            stuck.submit(() -> "never runs").get(); // mark: stuck
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Threads, heap, a hash of the code that probes change, and tasks. */
    static String measure() throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        Runtime runtime = Runtime.getRuntime();
        return "threads=" + ManagementFactory.getThreadMXBean().getThreadCount() + " heap="
                + (runtime.totalMemory() - runtime.freeMemory()) + " code=" + code() + " tasks=" + done;
    }

    /** A hash of the code of the classes that probes change, as a transformer sees it; 0 before the first attach. */
    private static String code() throws Exception {
        Instrumentation instrumentation = first();
        if (instrumentation == null) {
            return "none";
        }
        ClassFileTransformer witness = new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    String name,
                    @Nullable Class<?> type,
                    @Nullable ProtectionDomain domain,
                    byte[] file) {
                seen.put(name, file);
                return null;
            }
        };
        instrumentation.addTransformer(witness, true);
        instrumentation.retransformClasses(ThreadPoolExecutor.class, FutureTask.class, CompletableFuture.class);
        instrumentation.removeTransformer(witness);
        boolean literally = Runtime.version().feature() < 20;
        Map<String, Object> codes = new TreeMap<>();
        for (Class<?> type : new Class<?>[] {ThreadPoolExecutor.class, FutureTask.class, CompletableFuture.class}) {
            byte[] file = Objects.requireNonNull(seen.get(type.getName().replace('.', '/')));
            codes.put(type.getName(), literally ? Arrays.hashCode(file) : methods(file));
        }
        return Integer.toHexString(codes.hashCode());
    }

    /** The first Instrumentation of this JVM, which the agent's launcher keeps. */
    private static @Nullable Instrumentation first() throws Exception {
        Class<?> launcher;
        try {
            launcher = Class.forName("io.poolscope.launcher.Agent");
        } catch (ClassNotFoundException notYet) {
            return null;
        }
        Field first = launcher.getDeclaredField("first");
        first.setAccessible(true);
        return (Instrumentation) first.get(null);
    }

    /** The length of each method's code: from 20 on the JVM shows a restored class with constants that nothing uses. */
    private static Map<String, Integer> methods(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        in.skipNBytes(8);
        String[] texts = new String[in.readUnsignedShort()];
        for (int i = 1; i < texts.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 15 -> in.skipNBytes(3);
                default -> in.skipNBytes(2);
            }
        }
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        Map<String, Integer> lengths = new TreeMap<>();
        for (boolean methods : new boolean[] {false, true}) {
            for (int members = in.readUnsignedShort(); members > 0; members--) {
                in.skipNBytes(2);
                String name = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
                for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                    String attribute = texts[in.readUnsignedShort()];
                    int length = in.readInt();
                    if (methods && attribute.equals("Code")) {
                        in.skipNBytes(4);
                        lengths.put(name, in.readInt());
                        in.skipNBytes(length - 8L);
                    } else {
                        in.skipNBytes(length);
                    }
                }
            }
        }
        return lengths;
    }
}
