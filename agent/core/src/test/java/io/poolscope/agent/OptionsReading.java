package io.poolscope.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Options from sources that a test makes. */
abstract class OptionsReading {
    @TempDir
    Path directory;

    final Map<String, String> properties = new HashMap<>();
    final Map<String, String> environment = new HashMap<>();
    boolean attached;

    final Options read(@Nullable String arguments) {
        return Options.read(new OptionSources(
                arguments,
                properties,
                environment,
                directory.toFile(),
                attached,
                List.of("pool-starvation", "cpu-hog"),
                new Placeholders("4711", "20261120T140211Z", "web-1")));
    }

    static Setting setting(Options options, String key) {
        return options.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    final void propertiesFile(String content) throws Exception {
        Files.writeString(directory.resolve("poolscope.properties"), content);
    }
}
