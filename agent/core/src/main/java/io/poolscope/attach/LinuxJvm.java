package io.poolscope.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes a JVM from what lies open: its counter file, and where it has none ({@code -XX:-UsePerfData}), its command
 * line and the {@code release} file of its Java. It is not signalled, not connected to, and does nothing for this.
 */
final class LinuxJvm {
    private static final Pattern RELEASE = Pattern.compile("(?m)^JAVA_VERSION=\"([^\"]{1,100})\"");
    /** Options of the launcher that take the next argument. */
    private static final Set<String> TAKE_ONE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--enable-native-access",
            "--add-reads",
            "--add-exports",
            "--add-opens",
            "--limit-modules",
            "--patch-module",
            "--describe-module",
            "--source");

    private LinuxJvm() {}

    /** The JVM in a process that has a HotSpot, or whose inside must not be seen. */
    static Jvm describe(LinuxProcess process) {
        Map<String, String> texts = counters(process);
        List<String> line = process.commandLine();
        String command = texts.getOrDefault("sun.rt.javaCommand", "");
        String arguments = texts.containsKey("java.rt.vmArgs")
                ? texts.get("java.rt.vmArgs") + " " + texts.getOrDefault("java.rt.vmFlags", "")
                : String.join(" ", line) + " " + toolOptions(process);
        String capabilities = texts.getOrDefault("sun.rt.jvmCapabilities", "");
        return new Jvm(
                process.pid(),
                process.innerPid(),
                process.uid(),
                process.gid(),
                process.user(),
                command.isBlank() ? main(line) : main(command),
                version(process, texts),
                process.otherMounts() || process.otherPids(),
                process.stopped(),
                capabilities.isEmpty()
                        ? !arguments.contains("-XX:+DisableAttachMechanism")
                        : capabilities.charAt(0) == '1',
                arguments);
    }

    private static Map<String, String> counters(LinuxProcess process) {
        Path file = process.perfData();
        try {
            return file == null ? Map.of() : PerfData.texts(ProcessFile.foreign(file));
        } catch (IOException gone) {
            return Map.of();
        }
    }

    private static @Nullable String version(LinuxProcess process, Map<String, String> texts) {
        String told = texts.get("java.property.java.version");
        String library = process.hotSpot();
        if (told != null || library == null) {
            return told;
        }
        // lib/server/libjvm.so
        Path home = Path.of(library).resolve("../../..").normalize();
        try {
            Matcher release = RELEASE.matcher(new String(
                    ProcessFile.foreign(
                            process.root().resolve(home.toString().substring(1)).resolve("release")),
                    StandardCharsets.UTF_8));
            return release.find() ? release.group(1) : null;
        } catch (IOException none) {
            return null;
        }
    }

    private static String toolOptions(LinuxProcess process) {
        try {
            return ProcessFile.text(process.directory().resolve("environ"))
                    .replace('\0', '\n')
                    .lines()
                    .filter(line -> line.startsWith("JAVA_TOOL_OPTIONS=") || line.startsWith("_JAVA_OPTIONS="))
                    .reduce("", (a, b) -> a + " " + b);
        } catch (IOException forbidden) {
            return "";
        }
    }

    /** The main class in {@code sun.rt.javaCommand}: a class, a module with a class, or a jar, before the arguments. */
    static String main(String command) {
        int blank = command.indexOf(' ');
        return shortened(blank < 0 ? command : command.substring(0, blank));
    }

    /** The main class in a command line. */
    static String main(List<String> line) {
        for (int i = 1; i < line.size(); i++) {
            String argument = line.get(i);
            if (List.of("-jar", "-m", "--module").contains(argument) && i + 1 < line.size()) {
                return shortened(line.get(i + 1));
            }
            if (TAKE_ONE.contains(argument)) {
                i++;
            } else if (!argument.isEmpty() && !argument.startsWith("-") && !argument.startsWith("@")) {
                return shortened(argument);
            }
        }
        return "?";
    }

    private static String shortened(String main) {
        return main.endsWith(".jar") || main.startsWith("/") ? main.substring(main.lastIndexOf('/') + 1) : main;
    }
}
