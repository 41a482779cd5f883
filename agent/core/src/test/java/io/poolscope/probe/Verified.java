package io.poolscope.probe;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM of the tests verify class files of another JDK. Nobody but the boot loader may define a class in {@code java.*}:
 * so {@code java.util.concurrent} of that JDK is defined, whole, under another name; of {@code java.lang.Object}, which can
 * have no other, the woven methods are put into a class below it. Class files say that they are of the version of the JVM.
 * Nothing is initialised.
 */
final class Verified extends ClassLoader {
    private static final String CONCURRENT = "java/util/concurrent/";
    private static final String ELSEWHERE = "elsewhere/";
    private static final String OBJECT = "java.lang.Object";
    private static final int NEWEST = Runtime.version().feature() + 44;

    private final ClassLibrary library;
    private final Map<String, byte[]> woven;

    Verified(ClassLibrary library, Map<String, byte[]> woven) {
        super(Verified.class.getClassLoader());
        this.library = library;
        this.woven = new HashMap<>(woven);
    }

    /**
     * Links a class.
     *
     * @throws LinkageError what the verifier has against it
     */
    void link(String type) {
        try {
            // HotSpot links a class, and so verifies it, before it shows its methods.
            int methods = Class.forName(ELSEWHERE.replace('/', '.') + type, false, this)
                    .getDeclaredMethods()
                    .length;
            if (methods == 0) {
                throw new AssertionError("an empty class: " + type);
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String prefix = ELSEWHERE.replace('/', '.');
        String original = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        byte[] bytes = woven.containsKey(original) ? woven.get(original) : library.classFile(original);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] moved = original.equals(OBJECT) ? below(bytes) : moved(bytes);
        return defineClass(name, moved, 0, moved.length);
    }

    private static byte[] moved(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        Remapper names = new Remapper(OpenedClassReader.ASM_API) {
            @Override
            public String map(String name) {
                return name.startsWith(CONCURRENT) ? ELSEWHERE + name : name;
            }
        };
        new ClassReader(bytes).accept(new ClassRemapper(new OfThisVersion(writer), names), 0);
        return writer.toByteArray();
    }

    private static byte[] below(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor below = new OfThisVersion(writer) {
            @Override
            public void visit(
                    int version,
                    int access,
                    String name,
                    @Nullable String signature,
                    @Nullable String superName,
                    String @Nullable [] interfaces) {
                super.visit(version, access, ELSEWHERE + name, signature, name, interfaces);
            }

            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                boolean wanted = Probes.all().stream()
                        .flatMap(probe -> probe.points().stream())
                        .anyMatch(point -> point.type().equals(OBJECT) && point.matches(name, descriptor));
                // Under another name: a final method cannot be overridden.
                return wanted ? super.visitMethod(access, "woven" + name, descriptor, signature, exceptions) : null;
            }
        };
        new ClassReader(bytes).accept(below, 0);
        return writer.toByteArray();
    }

    private static class OfThisVersion extends ClassVisitor {
        OfThisVersion(ClassVisitor next) {
            super(OpenedClassReader.ASM_API, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            super.visit(Math.min(version, NEWEST), access, name, signature, superName, interfaces);
        }
    }
}
