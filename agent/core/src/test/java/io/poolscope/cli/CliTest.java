package io.poolscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the root command does by itself. */
class CliTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true),
                new PrintStream(err, true),
                Map.of(),
                Path.of("poolscope.jar"));
        return Cli.run(arguments, console, "1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpIsHelp(String argument) {
        assertThat(run(argument)).isZero();
        assertThat(out.toString()).startsWith("Usage: poolscope");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void versionIsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).isEqualTo("poolscope 1.2.3" + System.lineSeparator());
    }

    @Test
    void anUnknownCommandIsAMistakeAndNotEchoedAsIs() {
        assertThat(run("\u001b[31mfoo\n")).isEqualTo(Exit.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("poolscope: ")
                .doesNotContain("\u001b")
                .hasLineCount(1);
    }
}
