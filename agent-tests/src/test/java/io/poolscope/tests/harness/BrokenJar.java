package io.poolscope.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the shipped jar with methods that were broken on purpose: what ships is tested from outside, and needs no place
 * where a test could reach in. A method that is not there is a failure of the test.
 */
public final class BrokenJar {

    /** How a method is broken: gets what writes it, and what would have written it as it was. */
    private interface Break {
        MethodVisitor into(MethodVisitor next, String descriptor);
    }

    private final Map<String, Map<String, Break>> breaks = new LinkedHashMap<>();

    /** A method throws a new exception, which has a constructor without arguments. All overloads of a name. */
    public BrokenJar throwing(String type, String method, Class<? extends Throwable> exception) {
        return breaking(type, method, body(code -> raise(code, exception)));
    }

    /** The same, but only on threads of the application's. */
    public BrokenJar throwingForTheApplication(String type, String method, Class<? extends Throwable> exception) {
        return before(type, method, code -> raise(code, exception));
    }

    /** A method never returns. */
    public BrokenJar hanging(String type, String method) {
        return breaking(type, method, body(code -> {
            Label again = new Label();
            code.visitLabel(again);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            code.visitLdcInsn(1_000L);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false);
            code.visitJumpInsn(Opcodes.GOTO, again);
        }));
    }

    /** A method of type void does nothing. */
    public BrokenJar empty(String type, String method) {
        return breaking(type, method, body(code -> code.visitInsn(Opcodes.RETURN)));
    }

    /** A method has another body, which ends with a return or a throw and has no jumps. */
    public BrokenJar instead(String type, String method, Consumer<MethodVisitor> written) {
        return breaking(type, method, body(written));
    }

    /** A method does something before all else, without jumps. */
    public BrokenJar first(String type, String method, Consumer<MethodVisitor> written) {
        return breaking(type, method, (next, descriptor) -> new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitCode() {
                super.visitCode();
                written.accept(this);
            }

            @Override
            public void visitMaxs(int stack, int locals) {
                super.visitMaxs(stack + 6, locals);
            }
        });
    }

    /** On threads of the application's a method does something before all else, without jumps. */
    public BrokenJar before(String type, String method, Consumer<MethodVisitor> written) {
        return breaking(type, method, (next, descriptor) -> new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitCode() {
                super.visitCode();
                Label own = new Label();
                visitMethodInsn(
                        Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
                visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "getName", "()Ljava/lang/String;", false);
                visitLdcInsn("poolscope");
                visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL, "java/lang/String", "startsWith", "(Ljava/lang/String;)Z", false);
                visitJumpInsn(Opcodes.IFNE, own);
                written.accept(this);
                visitLabel(own);
                visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                visitInsn(Opcodes.NOP);
            }

            @Override
            public void visitMaxs(int stack, int locals) {
                super.visitMaxs(stack + 6, locals);
            }
        });
    }

    private BrokenJar breaking(String type, String method, Break how) {
        breaks.computeIfAbsent(type, name -> new LinkedHashMap<>()).put(method, how);
        return this;
    }

    private static void raise(MethodVisitor code, Class<? extends Throwable> exception) {
        String name = exception.getName().replace('.', '/');
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
        code.visitInsn(Opcodes.ATHROW);
    }

    private static Break body(Consumer<MethodVisitor> written) {
        return (next, descriptor) -> {
            // Nothing of the old body gets through but the end, where the method's sizes stand.
            next.visitCode();
            written.accept(next);
            next.visitMaxs(8, 16);
            next.visitEnd();
            return new MethodVisitor(Opcodes.ASM9) {};
        };
    }

    /** Writes it. */
    public Path in(Path directory) {
        Path file = directory.resolve("poolscope-broken.jar");
        Map<String, Map<String, Break>> left = new LinkedHashMap<>(breaks);
        try (ZipFile from = new ZipFile(Built.agentJar().toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
            to.setLevel(1);
            for (ZipEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                if (!entry.isDirectory()) {
                    Map<String, Break> broken = left.remove(type(entry.getName()));
                    try (InputStream in = from.getInputStream(entry)) {
                        copy(in, broken, to);
                    }
                }
                to.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!left.isEmpty()) {
            throw new AssertionError("not in the jar: " + left.keySet());
        }
        return file;
    }

    private static void copy(InputStream in, @Nullable Map<String, Break> broken, OutputStream to) throws IOException {
        if (broken == null) {
            in.transferTo(to);
        } else {
            to.write(broken(in.readAllBytes(), broken));
        }
    }

    private static byte[] broken(byte[] file, Map<String, Break> how) {
        List<String> left = new ArrayList<>(how.keySet());
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                                Break broken = (access & Opcodes.ACC_ABSTRACT) == 0 ? how.get(name) : null;
                                if (broken == null) {
                                    return next;
                                }
                                left.remove(name);
                                return broken.into(next, descriptor);
                            }
                        },
                        0);
        if (!left.isEmpty()) {
            throw new AssertionError("no such method: " + left);
        }
        return writer.toByteArray();
    }

    /** Binary name of the class in an entry; the entry's own name where it is none. */
    private static String type(String entry) {
        String plain = entry.replaceFirst("^(inst|boot|bridge)/", "");
        return plain.endsWith(".class") || plain.endsWith(".classdata")
                ? plain.replaceFirst("\\.class(data)?$", "").replace('/', '.')
                : entry;
    }
}
