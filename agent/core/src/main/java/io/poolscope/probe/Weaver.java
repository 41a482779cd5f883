package io.poolscope.probe;

import io.poolscope.jdk.JdkCheck;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts advice into a handful of JDK classes. Byte Buddy's {@code Advice} is driven straight by its ASM: the type
 * builders above it would cost most of a second at start. Only method bodies change; every method without advice is
 * copied byte for byte.
 *
 * <p>The transformer is called for every class that the JVM loads, on the thread that loads it: for those it answers
 * null at once and touches nothing. It throws nothing.
 */
final class Weaver implements ClassFileTransformer {
    /**
     * What woven code does with an error of advice: counts it, with four instructions in place. A call could fail once
     * more, where the stack is at its end, and then into the application.
     */
    private static final StackManipulation COUNTED = new StackManipulation.AbstractBase() {
        private static final String RECORDS = "io/poolscope/bootstrap/Records";

        @Override
        public Size apply(MethodVisitor code, Implementation.Context context) {
            code.visitInsn(Opcodes.POP);
            code.visitFieldInsn(Opcodes.GETSTATIC, RECORDS, "failures", "J");
            code.visitInsn(Opcodes.LCONST_1);
            code.visitInsn(Opcodes.LADD);
            code.visitFieldInsn(Opcodes.PUTSTATIC, RECORDS, "failures", "J");
            return new Size(-1, 4);
        }
    };

    private final Map<Class<?>, List<Point>> targets = new IdentityHashMap<>();
    private final Map<String, Advice> advice = new HashMap<>();
    private final TypePool adviceTypes;
    private final ClassFileLocator adviceFiles;

    /** Points whose method was found. Written by the thread that retransforms. */
    private final Set<Point> woven = new HashSet<>();

    private final Map<Class<?>, String> failures = new IdentityHashMap<>();

    /** Classes that were compared with the table. Once is enough: the JVM asks again when others retransform. */
    private final Set<Class<?>> checked = new HashSet<>();

    Weaver(Map<Class<?>, List<Point>> targets) {
        this.targets.putAll(targets);
        adviceFiles = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
        // A pool instead of reflection: annotations of loaded classes would come as proxies, each a class of its own.
        adviceTypes = TypePool.Default.of(adviceFiles);
    }

    /** Whether the method of a point was there. */
    synchronized boolean found(Point point) {
        return woven.contains(point);
    }

    /** Why a class could not be woven, or null. */
    synchronized @Nullable String failure(Class<?> type) {
        return failures.get(type);
    }

    /** Leaves a class alone from now on. */
    synchronized void drop(Class<?> type, String reason) {
        failures.put(type, reason);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (type == null || loader != null) {
            return null;
        }
        List<Point> points = targets.get(type);
        if (points == null) {
            return null;
        }
        return weave(type, points, bytes);
    }

    private synchronized byte @Nullable [] weave(Class<?> type, List<Point> points, byte[] bytes) {
        if (failures.containsKey(type)) {
            return null;
        }
        try {
            if (checked.add(type)) {
                Comparison comparison = new Comparison(new JdkCheck.OfClass(type.getName()));
                new ClassReader(bytes).accept(comparison, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            }
            return weave(TypeDescription.ForLoadedType.of(type), points, bytes);
        } catch (Throwable e) {
            failures.put(type, type.getName() + " cannot be changed: " + e);
            return null;
        }
    }

    /**
     * The class file with the advice in it.
     *
     * @param type the class, of whatever JDK
     * @throws RuntimeException where the advice does not fit
     */
    synchronized byte[] weave(TypeDescription type, List<Point> points, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new AdviceVisitor(writer, type, points), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private Advice adviceOf(Point point) {
        return advice.computeIfAbsent(
                point.advice().getName(),
                name -> Advice.to(adviceTypes.describe(name).resolve(), adviceFiles)
                        .withExceptionHandler(COUNTED));
    }

    /** Compares the members of a class file with the table: also of one that then cannot be woven for want of a member. */
    private static final class Comparison extends ClassVisitor {
        private final JdkCheck.OfClass check;

        Comparison(JdkCheck.OfClass check) {
            super(OpenedClassReader.ASM_API);
            this.check = check;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            check.met(name, descriptor, value);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            check.met(name, descriptor, null);
            return null;
        }

        @Override
        public void visitEnd() {
            check.end();
        }
    }

    /** Wraps the methods that a point matches. */
    private final class AdviceVisitor extends ClassVisitor {
        private final TypeDescription target;
        private final List<Point> points;

        AdviceVisitor(ClassVisitor next, TypeDescription target, List<Point> points) {
            super(OpenedClassReader.ASM_API, next);
            this.target = target;
            this.points = points;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            for (Point point : points) {
                if (point.matches(name, descriptor)) {
                    method = adviceOf(point)
                            .wrap(
                                    target,
                                    describe(target, name, descriptor),
                                    method,
                                    context(target),
                                    TypePool.Empty.INSTANCE,
                                    0,
                                    ClassReader.EXPAND_FRAMES);
                    woven.add(point);
                }
            }
            return method;
        }
    }

    private static Implementation.Context context(TypeDescription target) {
        ClassFileVersion version = ClassFileVersion.ofThisVm(ClassFileVersion.JAVA_V17);
        // Disabled: a context that would add members to the class refuses instead. Its first parameters are for those.
        return Implementation.Context.Disabled.Factory.INSTANCE.make(
                target,
                new AuxiliaryType.NamingStrategy.Enumerating("unused"),
                TypeInitializer.None.INSTANCE,
                version,
                version,
                Implementation.Context.FrameGeneration.GENERATE);
    }

    private static MethodDescription describe(TypeDescription type, String name, String descriptor) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (method.getInternalName().equals(name) && method.getDescriptor().equals(descriptor)) {
                return method;
            }
        }
        throw new IllegalStateException("its description does not show " + name + descriptor);
    }
}
