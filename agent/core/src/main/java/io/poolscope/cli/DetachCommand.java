package io.poolscope.cli;

import com.google.gson.JsonObject;
import io.poolscope.attach.Jvm;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code detach}: takes everything back out. */
@Command(
        name = "detach",
        description = "Take poolscope out of a JVM; nothing to do is all right",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  poolscope detach 4711", "  poolscope detach OrderService"})
final class DetachCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Aim common = new Aim();

    DetachCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Jvm jvm = common.jvm();
        Optional<Live> present = Live.present(console, jvm, common.timeout());
        present.ifPresent(live -> {
            try (live) {
                live.detach();
            }
        });
        if (common.json()) {
            JsonObject answer = new JsonObject();
            answer.addProperty("pid", jvm.pid());
            answer.addProperty("wasThere", present.isPresent());
            console.out().println(answer);
        } else {
            Cli.print(
                    console,
                    present.isPresent()
                            ? "poolscope has left JVM " + jvm.pid() + " (" + jvm.main() + ")"
                            : "there is no poolscope in JVM " + jvm.pid() + " (" + jvm.main() + "): nothing to do");
        }
        return Exit.OK;
    }
}
