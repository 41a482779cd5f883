package io.poolscope.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the jar, and above all what is not. */
class ContentsJarTest {
    /** A jar that is copied into every container stays small. Bytes. */
    private static final long LARGEST = 9L * 1024 * 1024;

    /** Java 8. */
    private static final int CLASS_FILE_OF_8 = 52;

    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(Jvm.JAR);
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    private static List<String> files(String prefix) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                .map(JarEntry::getName)
                .toList();
    }

    private static byte[] bytes(String name) {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    @Test
    void anApplicationSeesTheLauncherAndNothingElse() {
        assertThat(files(""))
                .allMatch(name -> name.startsWith("io/poolscope/launcher/")
                        || name.startsWith("inst/")
                        || name.startsWith("boot/")
                        || name.startsWith("bridge/")
                        || name.equals("META-INF/MANIFEST.MF")
                        || name.equals("META-INF/LICENSE")
                        || name.startsWith("META-INF/licenses/"));
        assertThat(files(""))
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/poolscope/launcher/"));
        assertThat(files("io/")).allMatch(name -> name.endsWith(".class"));
    }

    @Test
    void thePartsAreThere() {
        assertThat(files("inst/"))
                .contains(
                        "inst/io/poolscope/agent/AgentMain.classdata",
                        "inst/net/bytebuddy/asm/Advice.classdata",
                        "inst/org/HdrHistogram/Histogram.classdata",
                        "inst/io/micrometer/core/instrument/MeterRegistry.classdata",
                        "inst/io/micrometer/prometheusmetrics/PrometheusMeterRegistry.classdata",
                        "inst/ch/qos/logback/core/rolling/RollingFileAppender.classdata",
                        "inst/org/jline/terminal/impl/exec/ExecTerminalProvider.classdata",
                        "inst/org/jline/utils/xterm-256color.caps");
        assertThat(files("boot/")).contains("boot/io/poolscope/bootstrap/Hooks.classdata");
        assertThat(files("inst/io/poolscope/bootstrap")).isEmpty();
        assertThat(files("inst/io/poolscope/launcher")).isEmpty();
    }

    @Test
    void libraryJunkStaysOut() {
        assertThat(files("inst/"))
                .noneMatch(name -> name.contains("module-info")
                        || name.contains("META-INF/versions")
                        || name.contains("META-INF/maven")
                        || name.endsWith(".class")
                        || name.endsWith(".kotlin_module")
                        || name.matches(".*\\.(so|jnilib|dylib|dll)"));
        assertThat(files("inst/META-INF/")).allMatch(name -> name.startsWith("inst/META-INF/services/"));
        assertThat(Jvm.JAR.length()).isLessThan(LARGEST);
    }

    @Test
    void theManifestNamesTheEntries() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.poolscope.launcher.Agent");
        assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.poolscope.launcher.Agent");
        assertThat(manifest.getValue("Main-Class")).isEqualTo("io.poolscope.launcher.Main");
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
        assertThat(manifest.getValue("Multi-Release")).isNull();
    }

    @Test
    void everyJavaSince8CanReadTheLauncher() {
        assertThat(files("io/poolscope/launcher/"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(majorVersion(name)).isEqualTo(CLASS_FILE_OF_8));
    }

    private static int majorVersion(String name) {
        byte[] file = bytes(name);
        return (file[6] & 0xff) << 8 | file[7] & 0xff;
    }

    @Test
    void theBootstrapClassesNeedJavaBaseAlone() {
        Set<String> foreign = new TreeSet<>();
        for (String name : files("boot/")) {
            foreign.addAll(typesOutsideJavaBase(bytes(name)));
        }
        assertThat(foreign).isEmpty();
    }

    private static Set<String> typesOutsideJavaBase(byte[] file) {
        Set<String> seen = new TreeSet<>();
        new ClassReader(file)
                .accept(
                        new ClassRemapper(new ClassWriter(0), new Remapper(Opcodes.ASM9) {
                            @Override
                            public String map(String internalName) {
                                seen.add(internalName.replace('/', '.'));
                                return internalName;
                            }
                        }) {},
                        0);
        return seen.stream().filter(name -> !isOfJavaBase(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfJavaBase(String name) {
        if (name.startsWith("io.poolscope.bootstrap.")) {
            return true;
        }
        try {
            return Class.forName(name, false, null).getModule().getName().equals("java.base");
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void theBootstrapClassesUseNoInvokedynamic() {
        Set<String> users = new TreeSet<>();
        for (String name : files("boot/")) {
            new ClassReader(bytes(name))
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access,
                                        String method,
                                        String descriptor,
                                        String signature,
                                        String[] exceptions) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visitInvokeDynamicInsn(
                                                String n, String d, Handle handle, Object... arguments) {
                                            users.add(name + " " + method);
                                        }
                                    };
                                }
                            },
                            0);
        }
        assertThat(users).isEmpty();
    }

    @Test
    void theLicencesOfAllThatShipsAreThere() {
        assertThat(new String(bytes("META-INF/LICENSE"))).contains("Apache License");
        assertThat(files("META-INF/licenses/"))
                .contains(
                        "META-INF/licenses/THIRD-PARTY.txt",
                        "META-INF/licenses/byte-buddy/LICENSE",
                        "META-INF/licenses/byte-buddy/ASM",
                        "META-INF/licenses/micrometer/NOTICE",
                        "META-INF/licenses/HdrHistogram/LICENSE.txt",
                        "META-INF/licenses/logback/EPL-2.0.md",
                        "META-INF/licenses/jline/LICENSE.txt");
        assertThat(new String(bytes("META-INF/licenses/jline/LICENSE.txt")))
                .contains("Neither the name of JLine nor the names of its contributors");
        // Whoever adds a library adds its licence, and its package here.
        assertThat(files("inst/"))
                .allMatch(
                        name -> name.matches(
                                "inst/(META-INF/services|io/poolscope|io/micrometer|io/prometheus|net/bytebuddy|org/HdrHistogram|ch/qos/logback|org/jline|picocli|com/google/gson)/.*"));
    }

    @Test
    void twoBuildsOfOneSourceAreAlike() {
        assertThat(jar.stream().map(JarEntry::getTime).distinct()).hasSize(1);
        assertThat(files("inst/net/")).isSorted();
    }
}
