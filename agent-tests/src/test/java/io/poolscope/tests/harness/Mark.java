package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A marked line of a source, so that no test holds a line number: in a program, {@code // mark: name} at the line's end.
 *
 * @param topLevel binary name of the source's top-level class
 * @param line the line, from 1
 */
public record Mark(String topLevel, int line) {

    /** The line of a program that ends with {@code // mark: name}. */
    public static Mark in(Class<?> program, String name) {
        String path = program.getName().replace('.', '/') + ".java";
        return in(Built.programSources().resolve(path), program.getName(), "// mark: " + name);
    }

    /** The one line of a source that ends with a text. */
    public static Mark in(Path source, String topLevel, String ending) {
        try {
            List<String> lines = Files.readAllLines(source, StandardCharsets.UTF_8);
            int[] found = IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).endsWith(ending))
                    .toArray();
            if (found.length != 1) {
                throw new IllegalStateException(found.length + " lines of " + source + " end with \"" + ending + "\"");
            }
            return new Mark(topLevel, found[0] + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this line is the place that a report names. */
    boolean is(JsonNode location) {
        String type = location.path("class").asText();
        return (type.equals(topLevel) || type.startsWith(topLevel + "$"))
                && location.path("line").asInt(-1) == line;
    }

    /** {@code Orders:42}, as pools without a name are called. */
    @Override
    public String toString() {
        return topLevel.substring(topLevel.lastIndexOf('.') + 1) + ":" + line;
    }
}
