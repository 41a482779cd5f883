package io.poolscope.tests.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One JDK (or JRE) on this machine.
 *
 * @param feature feature version, 17
 * @param version whole version, 17.0.15
 * @param home its directory, free of symbolic links
 */
public record Jdk(int feature, String version, Path home) {

    /** Its launcher. */
    public Path java() {
        return tool("java");
    }

    /** A tool in its {@code bin}; it may be absent in a JRE. */
    public Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Whether it can compile. */
    public boolean hasCompiler() {
        return Files.isExecutable(tool("javac"));
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
