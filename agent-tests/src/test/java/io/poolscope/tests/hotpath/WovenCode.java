package io.poolscope.tests.hotpath;

import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** How many instructions the probes have added to each method of the JDK, as a transformer after poolscope's sees them. */
final class WovenCode {

    private WovenCode() {}

    static void print() throws Exception {
        Map<String, byte[]> woven = classFiles();
        Map<String, Integer> added = new TreeMap<>();
        for (Map.Entry<String, byte[]> each : woven.entrySet()) {
            Map<String, Integer> before = instructions(original(each.getKey()));
            instructions(each.getValue()).forEach((method, count) -> {
                int more = count - before.getOrDefault(method, 0);
                if (more != 0) {
                    added.put((each.getKey() + "." + method).replaceAll("java/(util/concurrent|lang)/", ""), more);
                }
            });
        }
        added.forEach((method, more) -> System.out.println("woven " + method + ": " + more));
    }

    /** Every class of java.util.concurrent that is loaded, and the others that a probe could be for. */
    private static Map<String, byte[]> classFiles() throws Exception {
        Map<String, byte[]> files = new ConcurrentHashMap<>();
        ClassFileTransformer witness = new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    @Nullable String name,
                    @Nullable Class<?> type,
                    @Nullable ProtectionDomain domain,
                    byte[] file) {
                if (type != null && name != null) {
                    files.put(name, file.clone());
                }
                return null;
            }
        };
        Instrumentation instrumentation = first();
        List<Class<?>> classes = new ArrayList<>(List.of(Object.class, Thread.class));
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().startsWith("java.util.concurrent.")
                    && !type.isHidden()
                    && instrumentation.isModifiableClass(type)) {
                classes.add(type);
            }
        }
        instrumentation.addTransformer(witness, true);
        instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        instrumentation.removeTransformer(witness);
        return files;
    }

    /** The first Instrumentation of this JVM, which the agent's launcher keeps. */
    private static Instrumentation first() throws ReflectiveOperationException {
        Field first = Class.forName("io.poolscope.launcher.Agent").getDeclaredField("first");
        first.setAccessible(true);
        return (Instrumentation) first.get(null);
    }

    private static byte[] original(String name) throws Exception {
        try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + name);
            }
            return in.readAllBytes();
        }
    }

    private static Map<String, Integer> instructions(byte[] file) {
        Map<String, Integer> counts = new TreeMap<>();
        new ClassReader(file).accept(new MethodCounts(counts), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return counts;
    }

    private static final class MethodCounts extends ClassVisitor {
        private final Map<String, Integer> counts;

        MethodCounts(Map<String, Integer> counts) {
            super(Opcodes.ASM9);
            this.counts = counts;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            String method = name + descriptor;
            return new EachInstruction(null) {
                @Override
                void instruction() {
                    counts.merge(method, 1, Integer::sum);
                }
            };
        }
    }
}
