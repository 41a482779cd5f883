package io.poolscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolscope.jdk.ReadField;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All advice in the class files of a JDK that does not run: of 17 and 25, and with the profile {@code jdk21} of JDK 21.
 * HotSpot's own verifier decides.
 */
class OfflineWeavingTest {
    static List<ClassLibrary> libraries() throws IOException {
        return ClassLibrary.all();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void allAdviceFits(ClassLibrary library) throws IOException {
        try (library) {
            Weaver weaver = new Weaver(Map.of());
            Map<String, byte[]> woven = weave(weaver, library);
            assertThat(woven).hasSizeGreaterThanOrEqualTo(9);
            for (Probe probe : Probes.all()) {
                for (Point point : probe.points()) {
                    assertThat(weaver.found(point))
                            .as("%s: %s of %s", library, point.place(), probe.name())
                            .isEqualTo(point.in(library.feature()));
                }
            }
            Verified verified = new Verified(library, woven);
            for (String type : woven.keySet()) {
                verified.link(type);
            }
        }
    }

    @Test
    void theVerifierWouldSeeIt() throws IOException {
        try (ClassLibrary library = ClassLibrary.all().get(0)) {
            String type = "java.util.concurrent.FutureTask";
            byte[] woven =
                    Objects.requireNonNull(weave(new Weaver(Map.of()), library).get(type));
            ClassWriter withoutFrames = new ClassWriter(0);
            new ClassReader(woven).accept(withoutFrames, ClassReader.SKIP_FRAMES);
            Verified verified = new Verified(library, Map.of(type, withoutFrames.toByteArray()));
            assertThatThrownBy(() -> verified.link(type)).isInstanceOf(VerifyError.class);
        }
    }

    /** Names in annotations must be literals: nothing but this keeps them in the table. */
    @Test
    void everyFieldThatAdviceReadsIsInTheTable() {
        for (Probe probe : Probes.all()) {
            for (Point point : probe.points()) {
                for (Method method : point.advice().getDeclaredMethods()) {
                    for (Parameter parameter : method.getParameters()) {
                        Advice.FieldValue field = parameter.getAnnotation(Advice.FieldValue.class);
                        if (field != null) {
                            assertThat(Arrays.stream(ReadField.values()))
                                    .as(point.place() + " reads " + field.value())
                                    .anyMatch(row -> row.owner().equals(point.type())
                                            && row.memberName().equals(field.value()));
                        }
                    }
                }
            }
        }
    }

    private static Map<String, byte[]> weave(Weaver weaver, ClassLibrary library) {
        int feature = library.feature();
        List<Point> points = Probes.all().stream()
                .flatMap(probe -> probe.pointsIn(feature).stream())
                .toList();
        Map<String, byte[]> woven = new LinkedHashMap<>();
        TypePool types = TypePool.Default.of(library);
        for (String type : new TreeSet<>(points.stream().map(Point::type).toList())) {
            Stream<Point> itsOwn = points.stream().filter(point -> point.type().equals(type));
            byte[] file = Objects.requireNonNull(library.classFile(type), type);
            woven.put(type, weaver.weave(types.describe(type).resolve(), itsOwn.toList(), file));
        }
        return woven;
    }
}
