package io.poolscope.tests.hotpath;

import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Copies of the classes where advice lands, out of the shipped jar, that report to {@link Tick} whatever they execute. */
final class CountedClasses extends ClassLoader {

    private static final String PACKAGE = "io/poolscope/bootstrap/";
    private static final String TICK = Tick.class.getName().replace('.', '/');

    private final Map<String, byte[]> files = new HashMap<>();

    CountedClasses(String jar) throws IOException {
        super(CountedClasses.class.getClassLoader());
        try (JarFile open = new JarFile(jar)) {
            for (Enumeration<JarEntry> entries = open.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                int at = entry.getName().indexOf(PACKAGE);
                int dot = entry.getName().indexOf(".class");
                if (at >= 0 && dot > 0) {
                    try (InputStream in = open.getInputStream(entry)) {
                        files.put(entry.getName().substring(at, dot).replace('/', '.'), in.readAllBytes());
                    }
                }
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] file = files.get(name);
        if (file == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] counted = counted(file);
            return defineClass(name, counted, 0, counted.length);
        }
    }

    private static byte[] counted(byte[] file) {
        ClassReader reader = new ClassReader(file);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Methods(writer), 0);
        return writer.toByteArray();
    }

    private static final class Methods extends ClassVisitor {
        Methods(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Counted(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    /** Counts each instruction, and names what is called outside of these classes, is allocated, or takes a lock. */
    private static final class Counted extends EachInstruction {
        private final MethodVisitor code;

        Counted(MethodVisitor next) {
            super(next);
            code = next;
        }

        @Override
        void instruction() {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, TICK, "instruction", "()V", false);
        }

        private void calls(String what) {
            code.visitLdcInsn(what);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, TICK, "calls", "(Ljava/lang/String;)V", false);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (!owner.startsWith(PACKAGE)) {
                calls(simple(owner) + "." + name);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW) {
                // Stack maps name an object that is not initialised by the place of its NEW: nothing may come before
                // that.
                code.visitTypeInsn(opcode, type);
                instruction();
                calls("new " + simple(type));
            } else {
                if (opcode == Opcodes.ANEWARRAY) {
                    calls("new array");
                }
                super.visitTypeInsn(opcode, type);
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                calls("new array");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.MONITORENTER) {
                calls("lock");
            }
            super.visitInsn(opcode);
        }

        private static String simple(String name) {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }
}
