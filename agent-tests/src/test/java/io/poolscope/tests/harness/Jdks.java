package io.poolscope.tests.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JDKs of this machine that poolscope supports: the build's own, {@code JAVA_HOME}, those of
 * {@code -Dpoolscope.jdks=path:path}, and those in the places where package managers put them. One for each feature
 * version, earlier places first, one that can compile before one that cannot.
 */
public final class Jdks {

    /** The oldest that poolscope supports. */
    public static final int OLDEST = 17;

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"((\\d+)[^\"]*)\"");
    private static final List<Jdk> ALL = oneOfEachVersion(places());

    private Jdks() {}

    /** All, oldest first; never empty, since the build itself runs on one. */
    public static List<Jdk> all() {
        return ALL;
    }

    /** The first JDK of each feature version among the candidates, a compiler being worth more than an early place. */
    static List<Jdk> oneOfEachVersion(List<Path> candidates) {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        for (Path candidate : candidates) {
            read(candidate)
                    .filter(jdk -> jdk.feature() >= OLDEST)
                    .ifPresent(jdk -> found.merge(
                            jdk.feature(), jdk, (old, late) -> !old.hasCompiler() && late.hasCompiler() ? late : old));
        }
        return List.copyOf(found.values());
    }

    private static Optional<Jdk> read(Path candidate) {
        try {
            if (!Files.isExecutable(candidate.resolve("bin").resolve("java"))) {
                return Optional.empty();
            }
            Path home = candidate.toRealPath();
            Path release = home.resolve("release");
            Matcher version =
                    VERSION.matcher(Files.isReadable(release) ? Files.readString(release, StandardCharsets.UTF_8) : "");
            return version.find()
                    ? Optional.of(new Jdk(Integer.parseInt(version.group(2)), version.group(1), home))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> places() {
        List<Path> places = new ArrayList<>();
        places.add(Path.of(System.getProperty("java.home")));
        addAll(places, System.getenv("JAVA_HOME"));
        addAll(places, System.getProperty("poolscope.jdks"));
        Path user = Path.of(System.getProperty("user.home"));
        addChildren(places, Path.of("/usr/lib/jvm"));
        addChildren(places, user.resolve(".sdkman/candidates/java"));
        addChildren(places, user.resolve(".jdks"));
        return places;
    }

    private static void addAll(List<Path> places, @Nullable String paths) {
        if (paths != null) {
            for (String path : paths.split(Pattern.quote(File.pathSeparator))) {
                if (!path.isBlank()) {
                    places.add(Path.of(path.strip()));
                }
            }
        }
    }

    private static void addChildren(List<Path> places, Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            List<Path> sorted = new ArrayList<>();
            children.forEach(sorted::add);
            sorted.sort(null);
            places.addAll(sorted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
