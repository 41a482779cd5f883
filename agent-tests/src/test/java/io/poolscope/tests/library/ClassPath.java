package io.poolscope.tests.library;

import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which versions the tests' class path has. */
final class ClassPath {

    private ClassPath() {}

    /** The version of an artifact, from the name of its jar. */
    static String version(String artifact) {
        Pattern jar = Pattern.compile(".*" + Pattern.quote(File.separator + artifact) + "-(\\d[^"
                + Pattern.quote(File.separator) + "]*)\\.jar");
        List<String> found =
                List.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)).stream()
                        .map(jar::matcher)
                        .filter(Matcher::matches)
                        .map(match -> match.group(1))
                        .distinct()
                        .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(artifact + " is on the class path in versions " + found);
        }
        return found.get(0);
    }
}
