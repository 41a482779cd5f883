package io.poolscope.cli;

import io.poolscope.attach.Jvm;
import io.poolscope.attach.Targets;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/** What every command understands that is about one running JVM. */
final class Aim extends Common {
    @Parameters(index = "0", paramLabel = "TARGET", description = Cli.TARGET)
    private String target = "";

    /** The JVM that is meant; an {@link io.poolscope.attach.AttachException} where there is none, or more than one. */
    Jvm jvm() throws IOException {
        return Targets.find(target);
    }
}
