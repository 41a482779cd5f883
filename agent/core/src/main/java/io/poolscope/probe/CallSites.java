package io.poolscope.probe;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The probe {@code object-wait} on 17 and 18: calls of {@code Object.wait} in application classes go through
 * {@link io.poolscope.bootstrap.MonitorWait}. A search for the name in the class file comes first, so that a class
 * without such a call costs one pass over its bytes and is not parsed.
 *
 * <p>Only classes of the class path's loader and of {@code URLClassLoader}s are changed: other loaders (OSGi) may hide
 * the bootstrap class from their classes.
 */
final class CallSites implements ClassFileTransformer {
    private static final String INSTEAD = "io/poolscope/bootstrap/MonitorWait";
    private static final String METHOD = "wait";
    private static final Set<String> DESCRIPTORS = Set.of("()V", "(J)V", "(JI)V");
    /** A constant pool entry: tag 1, length 4, the name. */
    private static final byte[] NAME = {1, 0, 4, 'w', 'a', 'i', 't'};
    /** Classes changed, at most: a bound for the names that are kept for the way back. */
    private static final int MAX_CLASSES = 10_000;
    /** Classes for one safepoint. */
    private static final int BATCH = 200;

    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final AtomicLong skipped = new AtomicLong();

    /** Changes the application classes that are initialised already; later ones are changed as they load. */
    void install(Instrumentation instrumentation, java.util.function.Predicate<Class<?>> initialized) {
        instrumentation.addTransformer(this, true);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (delegates(type.getClassLoader()) && ours(type) && instrumentation.isModifiableClass(type)) {
                // One that is loaded but not linked must not be touched (JDK-8277444).
                if (initialized.test(type)) {
                    loaded.add(type);
                } else {
                    skipped.incrementAndGet();
                }
            }
        }
        retransform(instrumentation, loaded);
    }

    /** Gives every class its own bytes back. */
    void remove(Instrumentation instrumentation) {
        instrumentation.removeTransformer(this);
        if (changed.isEmpty()) {
            return;
        }
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (changed.contains(type.getName().replace('.', '/')) && instrumentation.isModifiableClass(type)) {
                loaded.add(type);
            }
        }
        retransform(instrumentation, loaded);
        changed.clear();
    }

    /** Classes with waits that could not be changed, and classes that were loaded but not initialised. */
    long skipped() {
        return skipped.get();
    }

    private void retransform(Instrumentation instrumentation, List<Class<?>> types) {
        for (int from = 0; from < types.size(); from += BATCH) {
            List<Class<?>> batch = types.subList(from, Math.min(types.size(), from + BATCH));
            try {
                instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
            } catch (Throwable e) {
                skipped.addAndGet(batch.size());
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || className == null || !contains(bytes) || !delegates(loader)) {
            return null;
        }
        if (className.startsWith("io/poolscope/bootstrap/") || changed.size() >= MAX_CLASSES) {
            return null;
        }
        try {
            byte[] woven = weave(bytes);
            if (woven != null) {
                changed.add(className);
            }
            return woven;
        } catch (Throwable e) {
            skipped.incrementAndGet();
            return null;
        }
    }

    /** The class file with its waits replaced, or null where it has none. */
    byte @Nullable [] weave(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        WaitVisitor visitor = new WaitVisitor(writer);
        reader.accept(visitor, 0);
        return visitor.count == 0 ? null : writer.toByteArray();
    }

    private static boolean ours(Class<?> type) {
        return !type.getName().startsWith("io.poolscope.bootstrap.");
    }

    /** Whether classes of this loader are known to see the bootstrap loader's. */
    private static boolean delegates(@Nullable ClassLoader loader) {
        return loader != null
                && (loader == ClassLoader.getSystemClassLoader() || loader instanceof java.net.URLClassLoader);
    }

    private static boolean contains(byte[] bytes) {
        for (int i = 0; i <= bytes.length - NAME.length; i++) {
            if (bytes[i + 3] == 'w' && bytes[i] == 1 && matches(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < NAME.length; i++) {
            if (bytes[at + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    private static final class WaitVisitor extends ClassVisitor {
        int count;

        WaitVisitor(ClassVisitor next) {
            super(OpenedClassReader.ASM_API, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(OpenedClassReader.ASM_API, next) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean ofInterface) {
                    // Object.wait is final: whatever the owner, no other method has this name and descriptor.
                    if (opcode != Opcodes.INVOKESTATIC && method.equals(METHOD) && DESCRIPTORS.contains(type)) {
                        count++;
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                INSTEAD,
                                "waitOn",
                                "(Ljava/lang/Object;" + type.substring(1),
                                false);
                    } else {
                        super.visitMethodInsn(opcode, owner, method, type, ofInterface);
                    }
                }
            };
        }
    }
}
