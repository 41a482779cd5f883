package io.poolscope.cli;

import io.poolscope.snapshot.CodeLocation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Where in a source tree a class stands: a stack trace knows the package and the file's name alone. */
final class SourcePath {
    private static final List<String> ROOTS =
            List.of("src/main/java/", "src/main/kotlin/", "src/test/java/", "app/src/main/java/", "src/");

    private SourcePath() {}

    /** The path from the current directory if it is there, else from the root of the packages. */
    static String of(CodeLocation at) {
        String type = at.className();
        String folder = type.contains(".")
                ? type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/')
                : "";
        String simple = at.simpleClass();
        int nested = simple.indexOf('$');
        String file = at.file() == null ? (nested > 0 ? simple.substring(0, nested) : simple) + ".java" : at.file();
        String path = folder + file;
        for (String root : ROOTS) {
            try {
                if (Files.isRegularFile(Path.of(root + path))) {
                    return root + path;
                }
            } catch (InvalidPathException e) {
                return path;
            }
        }
        return path;
    }
}
