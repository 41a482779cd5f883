package io.poolscope.agent;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What stands for {@code %p %t %h} in paths; {@code %%} is a percent sign.
 *
 * @param process the process id
 * @param time of the start, like {@code 20261120T140211Z}: in UTC, since to ask for the default time zone would settle it
 *     before the application's {@code main} may have chosen one
 * @param host the machine's name, in letters, digits, {@code . - _}
 */
record Placeholders(String process, String time, String host) {

    /** Those of this process. Asks no name server: that can take seconds. */
    static Placeholders ofThisProcess(Map<String, String> environment) {
        return new Placeholders(
                Long.toString(ThisJvm.pid()),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", ""),
                hostName(environment).replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    String expand(String path) {
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            char next = c == '%' && i + 1 < path.length() ? path.charAt(i + 1) : 0;
            switch (next) {
                case 'p' -> expanded.append(process);
                case 't' -> expanded.append(time);
                case 'h' -> expanded.append(host);
                case '%' -> expanded.append('%');
                default -> {
                    expanded.append(c);
                    continue;
                }
            }
            i++;
        }
        return expanded.toString();
    }

    private static String hostName(Map<String, String> environment) {
        try (BufferedReader kernel = new BufferedReader(new FileReader("/proc/sys/kernel/hostname"))) {
            String name = kernel.readLine();
            if (name != null && !name.isBlank()) {
                return name.strip();
            }
        } catch (IOException notLinux) {
            // The shells of other systems know it.
        }
        return environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", "host"));
    }
}
