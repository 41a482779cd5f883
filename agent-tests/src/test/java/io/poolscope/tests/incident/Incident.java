package io.poolscope.tests.incident;

import io.poolscope.tests.harness.Jdks;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An incident that was told of an open source project, and the program that rebuilds what made it.
 *
 * @param number its number in our catalogue of incidents
 * @param shapes how it holds together
 * @param where where it is told, {@code elastic/elasticsearch#85839}, several with a comma between
 * @param happened what happened there, in half a sentence
 * @param with what it is rebuilt with, {@code Caffeine}, {@code the JDK}
 * @param program the program; it says {@code there} when it has come to where it stays
 * @param from the oldest feature version on which it runs
 * @param jvm arguments of its JVM
 * @param options of poolscope
 * @param said what must be said of it, the worst first
 * @param besides rules that may speak at warning or above beside that
 */
public record Incident(
        int number,
        Set<Shape> shapes,
        String where,
        String happened,
        String with,
        Class<?> program,
        int from,
        List<String> jvm,
        Map<String, String> options,
        List<Said> said,
        Set<String> besides) {

    /** One that runs on every JDK, of which just this is said. */
    public static Incident of(
            int number, String where, String happened, String with, Class<?> program, Said said, Shape... shapes) {
        return new Incident(
                number,
                EnumSet.copyOf(Arrays.asList(shapes)),
                where,
                happened,
                with,
                program,
                Jdks.OLDEST,
                List.of(),
                Map.of(),
                List.of(said),
                Set.of());
    }

    /** The same, with arguments of its JVM. */
    public Incident jvm(String... arguments) {
        return new Incident(
                number, shapes, where, happened, with, program, from, List.of(arguments), options, said, besides);
    }

    /** The same, from this feature version on. */
    public Incident from(int feature) {
        return new Incident(number, shapes, where, happened, with, program, feature, jvm, options, said, besides);
    }

    /** The same, with one more option of poolscope. */
    public Incident option(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(key, value);
        return new Incident(number, shapes, where, happened, with, program, from, jvm, more, said, besides);
    }

    /** The same, of which this must be said too. */
    public Incident and(Said more) {
        List<Said> all = Stream.concat(said.stream(), Stream.of(more)).toList();
        return new Incident(number, shapes, where, happened, with, program, from, jvm, options, all, besides);
    }

    /** The same, beside which these rules may speak at warning or above. */
    public Incident besides(String... rules) {
        return new Incident(number, shapes, where, happened, with, program, from, jvm, options, said, Set.of(rules));
    }

    /** Whether its rule needs the probes: attached cold, nothing is said. */
    boolean needsProbes() {
        return "on".equals(options.get("probes"));
    }

    /** Whether nothing of it may be called a deadlock, and nothing proved. */
    boolean isNoDeadlock() {
        return shapes.stream().anyMatch(Shape::isNoDeadlock);
    }

    /** Rules that may speak at warning or above. */
    List<String> loud() {
        return Stream.concat(said.stream().map(Said::rule), besides.stream()).toList();
    }

    /** {@code SELF, LOCK}. */
    String shapeNames() {
        return shapes.stream().map(Shape::name).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "#" + number + " " + program.getSimpleName() + " (" + shapeNames() + ")";
    }
}
