package io.poolscope.probe;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The module {@code java.base} of a JDK as class files, which any JDK can read. Those of the JDKs that are installed, and in
 * the profile {@code jdk21} that of JDK 21, out of an artifact.
 */
public final class ClassLibrary implements ClassFileLocator, Closeable {
    /** Directories somewhere below which there is a {@code lib/modules}, and no JVM. */
    private static final String MORE = "poolscope.class-libraries";
    /** Class file versions are ahead of Java's by this. */
    private static final int VERSIONS_AHEAD = 44;

    /** Behind a method that is neither native nor abstract. */
    public static final String CODE = " with code";

    private final FileSystem files;
    private final String home;

    private ClassLibrary(Path home) throws IOException {
        this.home = home.toString();
        files = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
    }

    /** All that can be had; to be closed. */
    public static List<ClassLibrary> all() throws IOException {
        List<Path> homes = new ArrayList<>(ForkedJvm.javaHomes());
        for (String more : System.getProperty(MORE, "").split(java.io.File.pathSeparator)) {
            if (!more.isBlank()) {
                homes.add(home(Path.of(more)));
            }
        }
        List<ClassLibrary> all = new ArrayList<>();
        for (Path each : homes) {
            all.add(new ClassLibrary(each));
        }
        return all;
    }

    /** What reads the file is the running JDK's: its format is that of 9. */
    private static Path home(Path above) throws IOException {
        try (Stream<Path> found = Files.walk(above)) {
            Path home = above.resolve(found.filter(file -> file.endsWith(Path.of("lib", "modules")))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no lib/modules below " + above))
                            .resolve("../.."))
                    .normalize();
            Path reader = Path.of("lib", "jrt-fs.jar");
            Files.copy(
                    Path.of(System.getProperty("java.home")).resolve(reader),
                    home.resolve(reader),
                    StandardCopyOption.REPLACE_EXISTING);
            return home;
        }
    }

    /** The Java version that its class files are of. */
    public int feature() {
        byte[] object = classFile("java.lang.Object");
        return object == null ? -1 : ((object[6] & 0xff) << 8 | object[7] & 0xff) - VERSIONS_AHEAD;
    }

    /** By binary name; null where it has none. */
    public byte @Nullable [] classFile(String name) {
        Path file = files.getPath("modules", "java.base", name.replace('.', '/') + ".class");
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Resolution locate(String name) {
        byte[] bytes = classFile(name);
        return bytes == null ? new Resolution.Illegal(name) : new Resolution.Explicit(bytes);
    }

    /**
     * Name and descriptor of each field and method; once more with the value of a constant, and with {@link #CODE}. Null
     * where the class is absent.
     */
    public @Nullable Set<String> members(String name) {
        byte[] bytes = classFile(name);
        if (bytes == null) {
            return null;
        }
        Set<String> members = new HashSet<>();
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(OpenedClassReader.ASM_API) {
                            @Override
                            public @Nullable FieldVisitor visitField(
                                    int access,
                                    String field,
                                    String descriptor,
                                    @Nullable String signature,
                                    @Nullable Object value) {
                                members.add(field + " " + descriptor);
                                members.add(field + " " + descriptor + " = " + value);
                                return null;
                            }

                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String method,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                members.add(method + " " + descriptor);
                                if ((access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0) {
                                    members.add(method + " " + descriptor + CODE);
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return members;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    @Override
    public String toString() {
        return "Java " + feature() + " in " + home;
    }
}
