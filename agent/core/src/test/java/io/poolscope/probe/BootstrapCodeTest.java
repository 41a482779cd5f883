package io.poolscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What runs inside the application's calls takes no lock, parks nowhere and calls nothing that could: a virtual thread may
 * be there while it mounts, a permit or an interrupt may be pending, and the class called may be advised itself.
 */
class BootstrapCodeTest {

    /** All that is called of the JDK beside the members of {@code java.lang} that only compute or read. */
    private static final List<String> FINE = List.of(
            "java/lang/invoke/VarHandle.",
            "java/lang/invoke/MethodHandle.invoke",
            "java/lang/invoke/MethodHandles.",
            "java/lang/invoke/MethodHandles$Lookup.",
            "java/lang/ref/WeakReference.",
            "java/lang/ref/Reference.",
            "java/lang/Object.<init>",
            "java/lang/Object.getClass",
            "java/lang/Throwable.<init>",
            "java/lang/ExceptionInInitializerError.<init>",
            "java/lang/Class.",
            "java/lang/Math.",
            "java/lang/Long.",
            "java/lang/Integer.",
            "java/lang/String.",
            "java/lang/System.nanoTime",
            "java/lang/System.identityHashCode",
            "java/lang/Thread.currentThread",
            "java/lang/Thread.isAlive",
            "java/lang/Thread.getId", // only where its field cannot be read
            "java/util/concurrent/CompletableFuture.isDone", // of exactly these classes: a read of a field
            "java/util/concurrent/FutureTask.isDone",
            "java/lang/Thread.onSpinWait");

    @Test
    void noLockAndNoCallThatCouldTakeOne() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String name : BootstrapClasses.NAMES) {
            wrong.addAll(wrong(name));
        }
        // It stands for the application's own call.
        assertThat(wrong)
                .filteredOn(one -> !one.startsWith("MonitorWait.waitOn calls java/lang/Object.wait"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"locks", "monitor", "enters", "maps", "parks", "eats", "local"})
    void whatWouldHarmIsSeen(String method) throws IOException {
        assertThat(wrong(Harmful.class.getName())).anyMatch(one -> one.contains("." + method + " "));
    }

    private static List<String> wrong(String type) throws IOException {
        List<String> wrong = new ArrayList<>();
        String file = type.replace('.', '/');
        String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        try (InputStream in = BootstrapCodeTest.class.getClassLoader().getResourceAsStream(file + ".class")) {
            new ClassReader(java.util.Objects.requireNonNull(in).readAllBytes())
                    .accept(new Reader(simple, wrong), ClassReader.SKIP_DEBUG);
        }
        return wrong;
    }

    private static final class Reader extends ClassVisitor {
        private final String type;
        private final List<String> wrong;

        Reader(String type, List<String> wrong) {
            super(OpenedClassReader.ASM_API);
            this.type = type;
            this.wrong = wrong;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            String place = type + "." + method;
            if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                wrong.add(place + " is synchronized");
            }
            return new MethodVisitor(OpenedClassReader.ASM_API) {
                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.MONITORENTER) {
                        wrong.add(place + " enters a monitor");
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean ofInterface) {
                    String called = owner + "." + name;
                    if (!owner.startsWith("io/poolscope/bootstrap/")
                            && FINE.stream().noneMatch(called::startsWith)) {
                        wrong.add(place + " calls " + called);
                    }
                }
            };
        }
    }

    /** Advice as it must not be. */
    static final class Harmful {
        private final ReentrantLock lock = new ReentrantLock();
        private final ConcurrentHashMap<Object, Object> map = new ConcurrentHashMap<>();
        private final ThreadLocal<Object> local = new ThreadLocal<>();

        void locks() {
            lock.lock();
        }

        synchronized int monitor() {
            return 1;
        }

        int enters() {
            synchronized (this) {
                return 1;
            }
        }

        void maps(Object task) {
            map.put(task, task);
        }

        void parks() {
            LockSupport.parkNanos(1);
        }

        boolean eats() {
            return Thread.interrupted();
        }

        void local() {
            local.set(this);
        }
    }
}
