package io.poolscope.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the core can see, and what not. */
class CoreLoaderTest {
    @TempDir
    Path directory;

    private Path file;
    private CoreLoader loader;

    /** Stands for a class of the core. */
    public static final class Inside {}

    @BeforeEach
    void open() throws Exception {
        file = directory.resolve("a b+%20.jar");
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
            put(jar, "inst/" + entry(Inside.class), classFile(Inside.class));
            put(jar, "inst/" + entry(CoreLoaderTest.class), "no class file".getBytes(UTF_8));
            put(jar, "inst/data/words.txt", "words".getBytes(UTF_8));
            put(jar, "boot/some/Boot.classdata", "boot".getBytes(UTF_8));
            put(jar, "bridge/some/Bridge.classdata", "bridge".getBytes(UTF_8));
            put(jar, "outside.txt", "outside".getBytes(UTF_8));
            put(jar, "inst/folder/", new byte[0]);
        }
        loader = new CoreLoader(file.toFile(), ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() {
        loader.close();
    }

    private static void put(ZipOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
    }

    private static String entry(Class<?> type) {
        return type.getName().replace('.', '/') + ".classdata";
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in =
                type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void itsClassesAreItsOwn() throws Exception {
        Class<?> loaded = loader.loadClass(Inside.class.getName());

        assertThat(loaded).isNotSameAs(Inside.class);
        assertThat(loaded.getClassLoader()).isSameAs(loader);
        assertThat(loader.loadClass(Inside.class.getName())).isSameAs(loaded);
        assertThat(loaded.getPackage().getName()).isEqualTo(Inside.class.getPackageName());
    }

    @Test
    void itSeesTheJdkAndNothingOfTheApplication() throws Exception {
        assertThat(loader.loadClass("java.lang.String")).isSameAs(String.class);
        assertThat(loader.loadClass("java.sql.Date").getName()).isEqualTo("java.sql.Date");
        assertThatThrownBy(() -> loader.loadClass(Test.class.getName())).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> loader.loadClass("some.Boot")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void whatItHasWinsOverACopyAbove() throws Exception {
        try (CoreLoader above = new CoreLoader(file.toFile(), CoreLoaderTest.class.getClassLoader())) {
            assertThat(above.loadClass(Inside.class.getName()).getClassLoader()).isSameAs(above);
        }
    }

    @Test
    void resourcesComeFromInsideAlone() throws Exception {
        URL words = loader.getResource("data/words.txt");

        assertThat(words).isNotNull();
        assertThat(words.openStream()).hasContent("words");
        assertThat(loader.getResourceAsStream("data/words.txt")).hasContent("words");
        assertThat(Collections.list(loader.getResources("data/words.txt"))).hasSize(1);
        assertThat(loader.getResource("outside.txt")).isNull();
        assertThat(loader.getResource("folder/")).isNull();
        assertThat(Collections.list(loader.getResources("META-INF/MANIFEST.MF")))
                .isEmpty();
    }

    @Test
    void classFilesAreThereUnderTheirUsualNames() throws Exception {
        assertThat(loader.getResourceAsStream(Inside.class.getName().replace('.', '/') + ".class"))
                .hasBinaryContent(classFile(Inside.class));
        assertThat(loader.getResourceAsStream("some/Boot.class")).hasContent("boot");
        assertThat(loader.getResourceAsStream("java/lang/String.class")).isNotNull();
    }

    @Test
    void givesTheClassFilesOfOtherLoadersToTheCore() {
        assertThat(loader.apply("some.Boot")).asString(UTF_8).isEqualTo("boot");
        assertThat(loader.apply("some.Bridge")).asString(UTF_8).isEqualTo("bridge");
        assertThat(loader.apply("some.Other")).isNull();
    }

    @Test
    void aBrokenClassFileIsALinkageErrorAndNoMore() throws Exception {
        assertThatThrownBy(() -> loader.loadClass(CoreLoaderTest.class.getName()))
                .isInstanceOf(LinkageError.class);
        assertThat(loader.loadClass(Inside.class.getName())).isNotNull();
    }

    @Test
    void theJarMayBeDeletedWhileItIsOpen() throws Exception {
        Files.delete(file);

        assertThat(loader.loadClass(Inside.class.getName())).isNotNull();
        assertThat(loader.getResource("data/words.txt").openStream()).hasContent("words");
    }

    @Test
    void theJarMayBeOverwrittenWhileItIsOpen() throws Exception {
        Files.write(file, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> loader.loadClass(Inside.class.getName())).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource("data/words.txt")).isNull();
    }

    @Test
    void afterTheEndThereIsNothing() {
        URL words = loader.getResource("data/words.txt");
        loader.close();
        loader.close();

        assertThat(loader.isClosed()).isTrue();
        assertThatThrownBy(() -> loader.loadClass(Inside.class.getName())).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource("data/words.txt")).isNull();
        assertThat(loader.apply("some.Boot")).isNull();
        assertThat(words).isNotNull();
    }

    @Test
    void aJarThatIsNoneIsAnIoException() {
        assertThatThrownBy(() -> new CoreLoader(new File("/nowhere.jar"), null)).isInstanceOf(IOException.class);
    }
}
