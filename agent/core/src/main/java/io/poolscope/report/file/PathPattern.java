package io.poolscope.report.file;

import io.poolscope.snapshot.JvmInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A path of an option: {@code %p} is the process id, {@code %t} the start of the JVM in UTC ({@code 20261120-140211}),
 * {@code %h} the host's name, {@code %%} a percent sign; any other letter after a percent sign stays as it is.
 */
public final class PathPattern {
    private PathPattern() {}

    /** The path for this JVM. */
    public static String expand(String pattern, JvmInfo jvm) {
        return expand(pattern, jvm, System.getenv());
    }

    static String expand(String pattern, JvmInfo jvm, Map<String, String> environment) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            char next = c == '%' && i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
            String value = switch (next) {
                case 'p' -> Long.toString(jvm.pid());
                case 't' -> start(jvm.startedAt());
                case 'h' -> host(environment);
                case '%' -> "%";
                default -> null;
            };
            out.append(value == null ? String.valueOf(c) : value);
            if (value != null) {
                i++;
            }
        }
        return out.toString();
    }

    /** {@code 2026-11-20T14:02:11.204Z} as {@code 20261120-140211}. */
    private static String start(String iso) {
        String digits = iso.replaceAll("\\..*|\\D", "");
        return digits.length() < 14 ? digits : digits.substring(0, 8) + "-" + digits.substring(8, 14);
    }

    /** From the environment or the kernel, as a look-up of the own address may hang in DNS. */
    private static String host(Map<String, String> environment) {
        String host = environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", kernelHost()));
        String safe = host.trim().replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.isEmpty() ? "localhost" : safe;
    }

    /** Empty where there is no such file: on anything but Linux. */
    private static String kernelHost() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"));
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }
}
