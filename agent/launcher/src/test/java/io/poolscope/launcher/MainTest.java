package io.poolscope.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of this version. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(arguments, new PrintStream(out), new PrintStream(err));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpIsHelp(String argument) {
        assertThat(run(argument)).isZero();
        assertThat(out.toString()).contains("-javaagent:poolscope.jar");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void nothingIsHelpToo() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("-javaagent:poolscope.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "diagnose",
                "attach",
                "top",
                "report",
                "record",
                "check",
                "diff",
                "status",
                "detach",
                "run"
            })
    void promisedCommandsSayThatTheyAreNotHereYet(String command) {
        assertThat(run(command, "4711")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("poolscope: " + command + ": not in this version" + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownCommandIsAMistakeAndNotEchoedAsIs() {
        assertThat(run("\u001b[31mfoo\n")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("poolscope: ?[31mfoo?: no such command, see --help" + System.lineSeparator());
    }
}
